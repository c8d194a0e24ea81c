-- An account's own history, statements and what it held in the past: by account and time (decisions/0004).
create index movement_by_sender on movement (from_account, recorded_at) where from_account is not null;
create index movement_by_receiver on movement (to_account, recorded_at);
-- The movements of a period, for the auditor's pack: the journal is written in the order of time, so a summary will do.
create index movement_by_time on movement using brin (recorded_at) with (pages_per_range = 32);
