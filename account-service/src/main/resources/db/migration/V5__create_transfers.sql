-- Transfers: an offer reserves its units until the receiver, the sender or time decides it. The ranges are those it
-- was offered with; they stay readable after the reservation is gone.
create table transfer (
  id           uuid primary key,
  organisation text not null,
  external_id  text not null,
  fingerprint  bytea not null check (length(fingerprint) = 32),
  from_account bigint not null references account,
  to_account   bigint not null references account,
  quantity     bigint not null check (quantity > 0),
  block_ids    bigint[] not null,
  first_units  bigint[] not null,
  last_units   bigint[] not null,
  message      text,
  status       text not null check (status in ('proposed', 'settled', 'rejected', 'cancelled', 'expired')),
  proposed_by  text not null,
  proposed_at  timestamptz not null,
  expires_at   timestamptz,
  decided_by   text,
  decided_at   timestamptz,
  check ((status = 'proposed') = (decided_at is null)),
  unique (organisation, external_id)
);
-- Lists: newest first, of an account from either side, of all, and the open ones among the many that are decided.
create index transfer_by_sender on transfer (from_account, proposed_at, id);
create index transfer_by_receiver on transfer (to_account, proposed_at, id);
create index transfer_by_time on transfer (proposed_at, id);
create index transfer_open_by_sender on transfer (from_account, proposed_at, id) where status = 'proposed';
create index transfer_open_by_receiver on transfer (to_account, proposed_at, id) where status = 'proposed';
create index transfer_open_by_time on transfer (proposed_at, id) where status = 'proposed';
create index transfer_due on transfer (expires_at, id) where status = 'proposed';
