-- The journal: every movement since the opening, numbered without a gap within its block. Append-only.
-- No foreign keys: nothing it names is ever deleted, and the auditor replays it against the holdings.
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
revoke update, delete, truncate on movement from ${service_role};

-- What was asked of the ledger under which id, and what it answered. A repeat gets the same answer. Append-only.
create table ledger_transaction (
  id             uuid primary key,
  kind           text not null check (kind in ('opening', 'transfer', 'retirement', 'settlement', 'court-transfer')),
  fingerprint    bytea not null check (length(fingerprint) = 32),
  actor          text not null,
  recorded_at    timestamptz not null,
  effective_date date,
  outcome_type   text,
  outcome        bytea
);
revoke update, delete, truncate on ledger_transaction from ${service_role};
