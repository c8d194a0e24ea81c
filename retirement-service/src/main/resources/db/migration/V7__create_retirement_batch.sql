-- Bulk uploads. A line is here as soon as it was read: with its retirement, or with the reason why there is none.
create table retirement_batch (
  id           uuid primary key,
  organisation text not null,
  actor        text not null,
  status       text not null default 'receiving' check (status in ('receiving', 'received', 'interrupted')),
  received     bigint not null default 0,
  -- How many of its lines are decided, counted in the transaction that stores a line or decides its retirement: so that
  -- who asks how far a batch is makes nobody count its lines.
  completed    bigint not null default 0,
  refused      bigint not null default 0,
  started_at   timestamptz not null default now(),
  ended_at     timestamptz,
  constraint retirement_batch_counts check (completed >= 0 and refused >= 0 and completed + refused <= received)
) with (fillfactor = 50);

create table retirement_batch_line (
  batch       uuid not null references retirement_batch (id),
  line        bigint not null check (line > 0),
  external_id text,
  retirement  uuid,
  code        text,
  detail      text,
  pointer     text,
  primary key (batch, line),
  constraint retirement_batch_line_has_one_outcome check ((retirement is null) <> (code is null))
);
revoke update, delete, truncate on retirement_batch_line from ${service_role};
create index retirement_batch_line_by_retirement on retirement_batch_line (retirement) where retirement is not null;
