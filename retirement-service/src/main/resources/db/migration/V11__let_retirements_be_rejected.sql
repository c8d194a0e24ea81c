-- A representative may reject a retirement that waits for an approval. Who did, when and why stays, also when a copy of its order
-- was executed all the same and it is completed.
alter table retirement
  add column rejected_by text,
  add column rejected_at timestamptz,
  add column rejected_because text,
  add constraint retirement_rejected_by_somebody
    check ((rejected_by is null) = (rejected_at is null) and (rejected_by is null) = (rejected_because is null)),
  add constraint retirement_rejected_is_not_approved check (rejected_by is null or approved_by is null),
  add constraint retirement_rejection_has_its_person
    check (refusal_code is distinct from 'approval-rejected' or rejected_by is not null);
