-- Which blocks exist. The row is the lock of everything that happens in the block, and gives the next movement number.
create table block (
  id             bigint generated always as identity primary key,
  name           text not null unique,
  program        text not null,
  project        text not null,
  project_code   text not null,
  country        text not null,
  block_number   bigint not null,
  vintage_start  date not null,
  vintage_end    date not null,
  unit_kilograms integer not null,
  quantity       bigint not null check (quantity > 0),
  issuance       uuid not null,
  next_number    bigint not null default 1,
  unique (program, block_number)
) with (fillfactor = 70);
create index block_by_project on block (project, vintage_end, block_number);
