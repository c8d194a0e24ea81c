-- The tables that one retirement touches in account-service, alone, in a database of their own, with the same constraint
-- and the same indexes as there. One account holds 1,000,000 units in each block.
create extension if not exists btree_gist;

create table block (
  id             bigint generated always as identity primary key,
  name           text not null unique,
  program        text not null,
  project        text not null,
  project_code   text not null,
  country        text not null,
  block_number   bigint not null,
  vintage_start  date not null,
  vintage_end    date not null,
  unit_kilograms integer not null,
  quantity       bigint not null check (quantity > 0),
  issuance       uuid not null,
  next_number    bigint not null default 1,
  unique (program, block_number)
) with (fillfactor = 70);
create index block_by_project on block (project, vintage_end, block_number);

create table holding (
  id           bigint generated always as identity primary key,
  block_id     bigint not null references block,
  account_id   bigint not null,
  first_unit   bigint not null check (first_unit >= 1),
  last_unit    bigint not null,
  reserved_for uuid,
  check (last_unit >= first_unit),
  constraint one_owner_per_unit exclude using gist
    (block_id with =, int8range(first_unit, last_unit, '[]') with &&) deferrable initially deferred
) with (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_cost_delay = 0);
create index holding_by_account on holding (account_id, block_id, last_unit);
create index holding_reserved on holding (reserved_for) where reserved_for is not null;

create table movement (
  block_id       bigint not null,
  number         bigint not null check (number >= 1),
  first_unit     bigint not null check (first_unit >= 1),
  last_unit      bigint not null,
  from_account   bigint,
  to_account     bigint not null,
  kind           text not null check (kind in ('opened', 'transferred', 'retired', 'cancelled', 'converted')),
  transaction_id uuid not null,
  recorded_at    timestamptz not null,
  effective_date date,
  cause          text not null,
  actor          text not null,
  blind          bytea not null check (length(blind) = 32),
  commitment     bytea not null check (length(commitment) = 32),
  primary key (block_id, number),
  check (last_unit >= first_unit),
  check ((from_account is null) = (kind = 'opened'))
);
create index movement_by_transaction on movement (transaction_id);

create sequence outbox_id cache 1;
create table outbox (
  id          bigint primary key default nextval('outbox_id'),
  type        text not null,
  key         text not null,
  stream      text,
  number      bigint not null,
  last_number bigint not null,
  message_id  uuid not null,
  time        timestamptz not null,
  data        bytea not null,
  traceparent text
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);

insert into block (name, program, project, project_code, country, block_number, vintage_start, vintage_end, unit_kilograms,
  quantity, issuance)
select 'LIM-' || n, 'LIM', 'LIM-' || n, n::text, 'KE', n, '2024-01-01', '2024-12-31', 1000, 1000000, gen_random_uuid()
from generate_series(1, 1000) n;
insert into holding (block_id, account_id, first_unit, last_unit) select id, 1, 1, quantity from block;
checkpoint;
