-- A transfer above what one representative may send alone waits, with its units reserved, for another one; it has one deadline
-- for approval and acceptance. Whoever proposed it cannot approve it, and without an approval it goes no further.
alter table transfer
  add column needs_approval boolean not null default false,
  add column approved_by text,
  add column approved_at timestamptz,
  drop constraint transfer_status_check,
  drop constraint transfer_check,
  add constraint transfer_status_check
    check (status in ('awaiting-approval', 'proposed', 'settled', 'rejected', 'cancelled', 'expired')),
  add constraint decided_or_open check ((status in ('awaiting-approval', 'proposed')) = (decided_at is null)),
  add constraint approved_by_somebody check ((approved_by is null) = (approved_at is null)),
  add constraint four_eyes check (approved_by is null or needs_approval and approved_by <> proposed_by),
  add constraint not_without_approval
    check (not needs_approval or approved_at is not null or status in ('awaiting-approval', 'cancelled', 'expired')),
  add constraint awaiting_is_unapproved check (status <> 'awaiting-approval' or needs_approval and approved_at is null);
create index transfer_awaiting on transfer (expires_at, id) where status = 'awaiting-approval';
