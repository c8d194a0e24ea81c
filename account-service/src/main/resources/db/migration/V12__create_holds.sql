-- Units kept for a settlement agent. Ends exactly once: settled, released or expired. What is still on it are the holdings
-- that name it; quantity = settled + released + those.
create table hold (
  id           uuid primary key,
  organisation text not null,
  external_id  text not null,
  fingerprint  bytea not null check (length(fingerprint) = 32),
  account_id   bigint not null references account,
  venue        text not null references organisation,
  mandate      uuid references mandate,
  quantity     bigint not null check (quantity > 0),
  settled      bigint not null default 0 check (settled >= 0),
  released     bigint not null default 0 check (released >= 0),
  block_ids    bigint[] not null,
  first_units  bigint[] not null,
  last_units   bigint[] not null,
  status       text not null check (status in ('placed', 'settled', 'released', 'expired')),
  number       bigint not null default 1,
  placed_by    text not null,
  placed_at    timestamptz not null,
  expires_at   timestamptz not null,
  ended_by     text,
  ended_at     timestamptz,
  check (settled + released <= quantity),
  check ((status = 'placed') = (ended_at is null)),
  check (status = 'placed' or settled + released = quantity),
  unique (organisation, external_id)
);
create index hold_by_account on hold (account_id, placed_at, id);
create index hold_by_venue on hold (venue, placed_at, id);
create index hold_due on hold (expires_at) where status = 'placed';

-- Units that were retired straight out of a hold; part of what it settled. Append-only.
create table hold_retirement (
  retirement uuid primary key,
  hold       uuid not null references hold,
  quantity   bigint not null check (quantity > 0)
);
create index hold_retirement_of_hold on hold_retirement (hold);
revoke update, delete, truncate on hold_retirement from ${service_role};
