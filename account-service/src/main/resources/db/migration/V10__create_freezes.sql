-- Orders of authorities that units do not move: all that an account holds, all units of a project, or ranges of blocks.
create table freeze_order (
  id              uuid primary key,
  external_id     text not null unique,
  fingerprint     bytea not null check (length(fingerprint) = 32),
  scope           text not null check (scope in ('account', 'project', 'units')),
  account_id      bigint references account,
  project         text,
  authority       text not null,
  reason          text not null,
  evidence_sha256 text not null,
  ordered_by      text not null,
  ordered_at      timestamptz not null,
  released_by     text,
  released_at     timestamptz,
  release_reason  text,
  check ((account_id is not null) = (scope = 'account')),
  check ((project is not null) = (scope = 'project')),
  check ((released_at is null) = (released_by is null))
);
create index freeze_of_account on freeze_order (account_id) where released_at is null and account_id is not null;
create index freeze_of_project on freeze_order (project) where released_at is null and project is not null;
-- A release in the future tells of a clock that was put back.
create index freeze_released on freeze_order (released_at) where released_at is not null;
create table freeze_range (
  freeze_id  uuid not null references freeze_order,
  block_id   bigint not null references block,
  first_unit bigint not null check (first_unit >= 1),
  last_unit  bigint not null,
  in_force   boolean not null default true,
  check (last_unit >= first_unit),
  primary key (freeze_id, block_id, first_unit)
);
create index freeze_range_of_block on freeze_range (block_id) where in_force;
