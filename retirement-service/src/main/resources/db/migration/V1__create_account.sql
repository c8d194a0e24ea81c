-- What this service knows of the accounts: a projection of registry.accounts.
create table account (
  account      text primary key,
  organisation text,
  kind         text not null,
  status       text not null
);
