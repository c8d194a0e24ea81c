-- A block as the ledger opened it, and the present sums of its units by kind, kept in the transaction that stores the facts.
-- Issued (quantity) = active + buffer + retired + cancelled + converted, by construction. All totals of projects, programmes
-- and statistics are sums over these rows.
create table block (
  id              text primary key,
  program         text not null,
  project         text not null,
  project_code    text not null,
  country         text not null,
  number          bigint not null,
  vintage_start   date not null,
  vintage_end     date not null,
  vintage         integer not null,
  unit_kilograms  integer not null,
  quantity        bigint not null check (quantity > 0),
  buffer_quantity bigint not null check (buffer_quantity >= 0),
  retired         bigint not null default 0 check (retired >= 0),
  cancelled       bigint not null default 0 check (cancelled >= 0),
  converted       bigint not null default 0 check (converted >= 0),
  active          bigint not null generated always as
    (quantity - buffer_quantity - retired - cancelled - converted) stored check (active >= 0),
  issuance        uuid not null,
  issued_on       date not null,
  effective_date  date,
  opened_at       timestamptz not null
) with (fillfactor = 70);
create unique index block_in_order on block (program, number);
create index block_by_project on block (project);

-- What issuance-service says of the decision behind a block.
create table issuance_decision (
  block        text primary key,
  verification uuid not null,
  not_stated   text[] not null,
  derived      text[] not null,
  decided_at   timestamptz not null
);

-- Which units of a block came from which units of another registry.
create table block_source_range (
  block        text not null,
  first_unit   bigint not null,
  last_unit    bigint not null,
  registry     text not null,
  scope        text not null,
  source_first bigint not null,
  source_last  bigint not null,
  serial       text not null,
  contested    boolean not null,
  primary key (block, first_unit)
);
create index block_source_range_by_serial on block_source_range (serial);
create index block_source_range_by_source on block_source_range (registry, scope, source_first, source_last);

-- Every movement of the ledger: one row for each range, numbered as the ledger numbers it. A transaction of several facts is
-- shown (and counted) when all of them are here.
create table unit_event (
  block          text not null,
  number         bigint not null,
  kind           text not null check (kind in ('opened', 'moved', 'retired')),
  first_unit     bigint not null,
  last_unit      bigint not null,
  commitment     text,
  transaction_id uuid not null,
  retirement     uuid,
  effective_date date,
  time           timestamptz not null,
  shown          boolean not null,
  primary key (block, number),
  check (first_unit >= 1 and last_unit >= first_unit)
);
create index unit_event_by_unit on unit_event (block, last_unit, first_unit);
create index unit_event_by_retirement on unit_event (retirement) where retirement is not null;

create index unit_event_not_shown on unit_event (transaction_id) where not shown;

-- A transaction of several facts, not all of which are here.
create table open_transaction (
  transaction_id uuid primary key,
  parts          integer not null,
  arrived        integer not null
);

-- Retired units of a block by the year of the retirement date. A retirement in one block is counted here; one that spans
-- several blocks is in retirement_over_blocks, so that it counts once in every grouping.
create table retired_in_year (
  block       text not null,
  year        integer not null,
  quantity    bigint not null,
  retirements bigint not null,
  primary key (block, year)
) with (fillfactor = 70);

create table retirement_over_blocks (
  retirement uuid not null,
  block      text not null,
  year       integer not null,
  primary key (retirement, block)
);

-- Retired in the ledger, certificate not here yet.
create table retirement_awaited (
  retirement  uuid primary key,
  since       timestamptz not null default now(),
  asks        integer not null default 0,
  ask_next_at timestamptz
);
