-- A retirement that is more than one representative may order alone waits for another one; the ledger says so. Whoever ordered
-- it cannot approve it. Nothing is kept for it meanwhile; it lapses.
alter table retirement
  add column approval_expires_at timestamptz,
  add column approved_by text,
  add column approved_at timestamptz,
  drop constraint retirement_state,
  add constraint retirement_state check (case status
    when 'requested' then certificate is null and refusal_code is null and decided_at is null
    when 'awaiting-approval' then certificate is null and refusal_code is null and decided_at is null
      and approval_expires_at is not null and approved_at is null
    when 'completed' then certificate is not null and program is not null and quantity is not null
      and parts is not null and retired_at is not null and decided_at is not null and refusal_code is null
    when 'refused' then refusal_code is not null and decided_at is not null and certificate is null
    else false end),
  add constraint retirement_approved_by_somebody check ((approved_by is null) = (approved_at is null)),
  add constraint retirement_four_eyes check (approved_by <> actor);
create index retirement_awaiting_approval on retirement (approval_expires_at, id) where status = 'awaiting-approval';
