-- When the last lines of a batch were read: an upload whose replica died is told from one that is slow.
alter table retirement_batch add column last_read_at timestamptz;
create index retirement_batch_by_organisation on retirement_batch (organisation, id);
