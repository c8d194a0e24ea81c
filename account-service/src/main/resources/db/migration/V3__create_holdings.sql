-- The present: an account holds units first..last of a block. The holdings of a block are a partition of it, for ever.
-- Units that are reserved or on hold stay with their owner and move only with the transfer they are reserved for, or out of
-- the hold they are on.
create table holding (
  id           bigint generated always as identity primary key,
  block_id     bigint not null references block,
  account_id   bigint not null references account,
  first_unit   bigint not null check (first_unit >= 1),
  last_unit    bigint not null,
  reserved_for uuid,
  held_for     uuid,
  check (last_unit >= first_unit),
  check (reserved_for is null or held_for is null),
  -- One owner per unit. Deferred, because a split writes the new part before it shrinks the old one.
  constraint one_owner_per_unit exclude using gist
    (block_id with =, int8range(first_unit, last_unit, '[]') with &&) deferrable initially deferred
) with (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_cost_delay = 0);
create index holding_by_account on holding (account_id, block_id, last_unit);
create index holding_reserved on holding (reserved_for) where reserved_for is not null;
create index holding_on_hold on holding (held_for) where held_for is not null;
