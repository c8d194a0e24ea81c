-- For whom an account holds units: a sub-account keeps those of one client apart, under an account of the same organisation;
-- an omnibus account holds those of many together. Who the client is, is the owner's own word and in no fact.
alter table account add unique (id, organisation);
alter table account
  add column parent           bigint,
  add column client_kind      text check (client_kind in ('organisation', 'person')),
  add column client_reference text,
  add column omnibus          boolean not null default false,
  add foreign key (parent, organisation) references account (id, organisation),
  add check (parent is null or organisation is not null and parent <> id),
  add check ((client_kind is null) = (client_reference is null)),
  add check (client_kind is null or parent is not null and not omnibus);
create index account_by_parent on account (parent, id) where parent is not null;
