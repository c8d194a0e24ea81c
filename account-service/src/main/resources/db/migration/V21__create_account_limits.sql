-- How much may leave an account: in one transfer, in one day (UTC), on the word of one representative (transferred, retired). Set by its holder and by
-- a registrar, each their own; the lowest wins. Loosening takes effect later: until in_force_from what was before counts.
-- Append-only: the last decision of each kind and setter says all.
create table account_limit (
  account_id     bigint not null references account,
  number         bigint not null check (number >= 1),
  kind           text not null check (kind in ('transfer', 'day', 'unapproved', 'retirement-unapproved')),
  set_by         text not null check (set_by in ('holder', 'registrar')),
  units_before   bigint check (units_before >= 0),
  units          bigint check (units >= 0),
  reason         text not null,
  decided_by     text not null,
  decided_at     timestamptz not null,
  in_force_from  timestamptz not null,
  primary key (account_id, number),
  check (in_force_from >= decided_at),
  -- What loosens is never in force at once; what tightens always is.
  check (units_before is null or units is not null and units <= units_before or in_force_from > decided_at)
);
create index account_limit_last on account_limit (account_id, kind, set_by, number desc);
revoke update, delete, truncate on account_limit from ${service_role};

-- A mandate lets a venue move units past the limits of their account: over an account that has limits it takes effect as late as
-- a limit is loosened. Null: since it was granted.
alter table mandate add column in_force_from timestamptz check (in_force_from >= granted_at);

-- How many decisions about its limits there are, read with the account: with none there is nothing to look up.
alter table account add column limits bigint not null default 0 check (limits >= 0);
