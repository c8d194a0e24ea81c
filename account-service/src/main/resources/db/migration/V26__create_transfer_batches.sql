-- Bulk uploads of transfers. A line is here as soon as it was read: with its transfer, or with the reason why there is none.
create table transfer_batch (
  id           uuid primary key,
  organisation text not null,
  actor        text not null,
  status       text not null default 'receiving' check (status in ('receiving', 'received', 'interrupted')),
  -- Counted in the transaction that stores a line, so that who asks how far a batch is makes nobody count its lines.
  received     bigint not null default 0,
  made         bigint not null default 0,
  refused      bigint not null default 0,
  started_at   timestamptz not null default now(),
  -- An upload whose replica died is told from one that is slow.
  last_read_at timestamptz,
  ended_at     timestamptz,
  check (made >= 0 and refused >= 0 and received = made + refused)
) with (fillfactor = 50);
create index transfer_batch_by_organisation on transfer_batch (organisation, started_at, id);
create index transfer_batch_by_time on transfer_batch (started_at, id);

create table transfer_batch_line (
  batch       uuid not null references transfer_batch,
  line        bigint not null check (line > 0),
  external_id text,
  -- No foreign key: written with the transfer, which is never deleted.
  transfer    uuid,
  code        text,
  detail      text,
  pointer     text,
  primary key (batch, line),
  check ((transfer is null) <> (code is null))
);
revoke update, delete, truncate on transfer_batch_line from ${service_role};
