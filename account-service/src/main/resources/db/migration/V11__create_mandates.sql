-- What a venue may do with an account's units, up to a limit, until a date.
create table mandate (
  id           uuid primary key,
  organisation text not null references organisation,
  external_id  text not null,
  fingerprint  bytea not null check (length(fingerprint) = 32),
  account_id   bigint not null references account,
  venue        text not null references organisation,
  may_hold     boolean not null,
  may_settle   boolean not null,
  may_retire   boolean not null,
  quantity     bigint not null check (quantity > 0),
  used         bigint not null default 0 check (used >= 0 and used <= quantity),
  valid_until  timestamptz not null,
  granted_by   text not null,
  granted_at   timestamptz not null,
  revoked_by   text,
  revoked_at   timestamptz,
  check (may_hold or may_settle or may_retire),
  unique (organisation, external_id)
);
create index mandate_by_account on mandate (account_id, venue, granted_at);
create index mandate_by_venue on mandate (venue, granted_at);

-- What was used under each mandate, and given back (negative). Append-only; a mandate's used is their sum.
create table mandate_use (
  id       bigint generated always as identity primary key,
  mandate  uuid not null references mandate,
  cause    uuid not null,
  act      text not null check (act in ('hold', 'settle', 'retire', 'release')),
  quantity bigint not null check (quantity <> 0),
  used_at  timestamptz not null
);
create index mandate_use_by_mandate on mandate_use (mandate);
revoke update, delete, truncate on mandate_use from ${service_role};
