-- Whose transfers an account takes without being asked: senders, or all accounts of an organisation, from a time on until they
-- are removed.
create table trusted_sender (
  id                  uuid primary key,
  account_id          bigint not null references account,
  sender_account      bigint references account,
  sender_organisation text references organisation,
  reason              text not null,
  listed_by           text not null,
  listed_at           timestamptz not null,
  in_force_from       timestamptz not null,
  removed_by          text,
  removed_at          timestamptz,
  check ((sender_account is null) <> (sender_organisation is null)),
  check (in_force_from >= listed_at),
  check ((removed_at is null) = (removed_by is null))
);
create unique index trusted_sender_account on trusted_sender (account_id, sender_account)
  where removed_at is null and sender_account is not null;
create unique index trusted_sender_organisation on trusted_sender (account_id, sender_organisation)
  where removed_at is null and sender_organisation is not null;
create index trusted_sender_by_account on trusted_sender (account_id, listed_at, id);

-- Whether one was ever listed, read with the account: otherwise there is nothing to look up.
alter table account add column trusts boolean not null default false;
