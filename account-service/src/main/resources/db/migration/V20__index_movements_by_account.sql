-- An account's own history, statements and what it held in the past: by account and time. What is retired, cancelled or
-- converted is found by its sender; its receiver, an account of the programme that only registrar and auditor read, is found
-- by time, so that a retirement writes into one of the two indexes only (decisions/0004).
create index movement_by_sender on movement (from_account, recorded_at) where from_account is not null;
create index movement_by_receiver on movement (to_account, recorded_at)
  where kind not in ('retired', 'cancelled', 'converted');
-- The journal is written in the order of time: a summary of its pages is enough to find what is recent.
create index movement_by_time on movement using brin (recorded_at) with (pages_per_range = 32);
