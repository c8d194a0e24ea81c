create table issuance (
  id             uuid primary key,
  organisation   text not null,
  external_id    text,
  program        text not null references program,
  project        text not null references project,
  verification   uuid not null references verification,
  account        text not null,
  effective_date date,
  status         text not null check (status in ('requested', 'approved', 'issued', 'rejected', 'withdrawn',
                   'expired')),
  requested_by   text not null,
  requested_at   timestamptz not null,
  expires_at     timestamptz not null,
  decided_by     text,
  decided_at     timestamptz,
  reason         text,
  issued_at      timestamptz,
  constraint four_eyes check (status not in ('approved', 'issued') or decided_by <> requested_by)
);
create index issuance_by_project on issuance (project, id);
create index issuance_by_organisation on issuance (organisation, id);
create index issuance_by_deadline on issuance (expires_at) where status = 'requested';

create table requested_vintage (
  issuance          uuid not null references issuance,
  position          integer not null,
  verified_position integer not null,
  start_date        date not null,
  end_date          date not null,
  quantity          bigint not null check (quantity > 0),
  effective_date    date,
  primary key (issuance, position),
  check (start_date <= end_date)
);

-- Units of another registry that a request brings in. The same source unit is never taken twice, unless the source itself
-- lists it twice and both ranges say so (contested): dispute is everything for a range that is not contested, and something
-- of its own for each that is, so that only two contested ranges may overlap. A request that is rejected,
-- withdrawn or expired gives its units back (released).
create table source_range (
  issuance     uuid not null references issuance,
  vintage      integer not null,
  position     integer not null,
  first_unit   bigint not null,
  last_unit    bigint not null,
  registry     text not null,
  scope        text not null,
  source_first bigint not null,
  source_last  bigint not null,
  serial       text not null,
  contested    boolean not null,
  released     boolean not null default false,
  id           bigint generated always as identity,
  dispute      int8range not null
    generated always as (case when contested then int8range(id, id + 1) else int8range(null, null) end) stored,
  primary key (issuance, vintage, position),
  check (first_unit <= last_unit and source_last - source_first = last_unit - first_unit),
  constraint a_source_unit_is_taken_once
    exclude using gist (registry with =, scope with =, int8range(source_first, source_last, '[]') with &&, dispute with &&)
    where (not released)
);

create table block (
  id              text primary key,
  program         text not null references program,
  number          bigint not null,
  issuance        uuid not null references issuance,
  position        integer not null,
  serials         text not null,
  quantity        bigint not null check (quantity > 0),
  buffer_quantity bigint not null check (buffer_quantity between 0 and quantity),
  opened_at       timestamptz,
  unique (program, number),
  unique (issuance, position)
);

-- Orders to open a block that the ledger has not answered yet, as they were sent: sent again until the block is open, each
-- time after twice as long.
create table block_order (
  block   text primary key references block,
  body    bytea not null,
  sent_at timestamptz not null,
  sent    integer not null,
  due_at  timestamptz not null
);
create index block_order_by_due on block_order (due_at);

-- What was decided stays: only an answered order is taken away.
revoke delete, truncate on program, program_counter, accepted_request, methodology, vvb, project, validation, verification,
  verified_vintage, issuance, requested_vintage, source_range, block from ${service_role};
revoke update on accepted_request, validation, verification, requested_vintage from ${service_role};
