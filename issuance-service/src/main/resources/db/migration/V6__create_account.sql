-- What this service knows of accounts, from registry.accounts: may be lost, is rebuilt from the topic.
create table account (
  id           text primary key,
  organisation text,
  kind         text not null,
  status       text not null
);
