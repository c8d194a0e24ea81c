-- A registrar asked that the projections be read again from the topics. The row is the command: whichever replica lives does it.
create table rebuild (
  id          uuid primary key,
  actor       text not null,
  state       text not null default 'requested' check (state in ('requested', 'running', 'completed', 'refused')),
  facts       bigint not null default 0,
  detail      text,
  started_at  timestamptz not null default now(),
  finished_at timestamptz
);
-- One at a time.
create unique index rebuild_unfinished on rebuild ((true)) where finished_at is null;

-- How far each stream was applied before a rebuild: written and emptied within its transaction, so always empty to others.
create table rebuild_position (
  topic  text not null,
  stream text not null,
  number bigint not null,
  primary key (topic, stream)
);
