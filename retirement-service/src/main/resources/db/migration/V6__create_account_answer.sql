-- When the ledger last answered an order of an account, and when the newest of the answered orders had been sent: an order
-- sent well before that and still without an outcome was lost.
create table account_answer (
  account         text primary key,
  answered_at     timestamptz not null,
  newest_sent_at  timestamptz not null
) with (fillfactor = 50);
