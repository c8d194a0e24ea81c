-- Transfers that an authority ordered: one registrar proposes, another approves. The selection is as it was ordered; the ranges
-- are those that moved. Nothing is reserved while one is proposed: a freeze keeps the units until then.
create table court_transfer (
  id              uuid primary key,
  external_id     text not null unique,
  fingerprint     bytea not null check (length(fingerprint) = 32),
  from_account    bigint not null references account,
  to_account      bigint not null references account,
  quantity        bigint check (quantity > 0),
  serials         text[] not null,
  program         text,
  project         text,
  vintage         int,
  block           text,
  takes_frozen    boolean not null,
  authority       text not null,
  reference       text not null,
  reason          text not null,
  evidence_sha256 text not null,
  status          text not null check (status in ('proposed', 'settled', 'rejected', 'expired')),
  proposed_by     text not null,
  proposed_at     timestamptz not null,
  expires_at      timestamptz not null,
  decided_by      text,
  decided_at      timestamptz,
  decision_reason text,
  ranges          text[],
  check (from_account <> to_account),
  check ((quantity is null) <> (serials = '{}')),
  check ((status = 'proposed') = (decided_at is null)),
  check ((decided_by is null) = (decided_at is null)),
  check ((status = 'settled') = (ranges is not null)),
  constraint court_four_eyes check (status <> 'settled' or decided_by <> proposed_by)
);
create index court_transfer_by_time on court_transfer (proposed_at, id);
create index court_transfer_due on court_transfer (expires_at, id) where status = 'proposed';
