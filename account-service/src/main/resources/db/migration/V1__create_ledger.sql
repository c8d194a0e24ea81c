-- Which blocks exist. The row is the lock of everything that happens in the block, and gives the next movement number.
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
  next_number    bigint not null default 1,
  unique (program, block_number)
);
create index block_by_project on block (project, vintage_end, block_number);

-- Who may hold units. System accounts (buffer, retired, cancelled, converted) belong to a programme and to nobody.
create sequence account_number start 1001;
create table account (
  id           bigint primary key default nextval('account_number'),
  organisation text,
  kind         text not null check (kind in
                 ('developer', 'holding', 'trading', 'buffer', 'retired', 'cancelled', 'converted')),
  program      text,
  name         text not null,
  status       text not null default 'open' check (status in ('open', 'suspended', 'closed')),
  version      bigint not null default 1,
  opened_at    timestamptz not null default now(),
  check ((organisation is null) = (kind in ('buffer', 'retired', 'cancelled', 'converted'))),
  check ((program is null) = (organisation is not null))
);
create unique index account_of_program on account (program, kind) where program is not null;
create index account_by_organisation on account (organisation);

-- The present: an account holds units first..last of a block. The holdings of a block are a partition of it, for ever.
create table holding (
  id         bigint generated always as identity primary key,
  block_id   bigint not null references block,
  account_id bigint not null references account,
  first_unit bigint not null check (first_unit >= 1),
  last_unit  bigint not null,
  check (last_unit >= first_unit),
  -- One owner per unit. Deferred, because a split writes the new part before it shrinks the old one.
  constraint one_owner_per_unit exclude using gist
    (block_id with =, int8range(first_unit, last_unit, '[]') with &&) deferrable initially deferred
);
create index holding_by_account on holding (account_id, block_id, first_unit);

-- The journal: every movement since the opening, numbered without a gap within its block. Append-only.
create table movement (
  block_id       bigint not null references block,
  number         bigint not null,
  first_unit     bigint not null,
  last_unit      bigint not null,
  from_account   bigint references account,
  to_account     bigint not null references account,
  kind           text not null check (kind in ('open', 'transfer', 'retire', 'cancel', 'convert')),
  transaction_id uuid not null,
  recorded_at    timestamptz not null,
  effective_date date,
  cause          text,
  actor          text not null,
  blind          bytea not null check (length(blind) = 32),
  commitment     bytea not null check (length(commitment) = 32),
  primary key (block_id, number),
  check (last_unit >= first_unit),
  check ((from_account is null) = (kind = 'open'))
);
create index movement_by_transaction on movement (transaction_id);
revoke update, delete, truncate on movement from ${service_role};
