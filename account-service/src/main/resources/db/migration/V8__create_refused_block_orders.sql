-- Orders to open a block that a rule refused: one row each, however often they come. One that comes again is decided again,
-- and leaves the table when it is carried out.
create table refused_block_order (
  block      text primary key,
  issuance   uuid not null,
  account    text not null,
  code       text not null,
  detail     text not null,
  refused_at timestamptz not null default now()
);
