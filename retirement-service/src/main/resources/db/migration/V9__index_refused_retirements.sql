-- Few are refused among many: lists of them, newest first. The requested ones have retirement_pending_by_account, and of the
-- completed ones the primary key finds a page soon.
create index retirement_refused on retirement (id) where status = 'refused';
create index retirement_refused_by_organisation on retirement (organisation, id) where status = 'refused';
