create table retirement (
  id                     uuid primary key,
  program                text not null,
  certificate            bigint not null,
  certificate_number     text not null unique,
  quantity               bigint not null check (quantity > 0),
  unit_kilograms         integer not null,
  beneficiary_kind       text not null,
  beneficiary_name       text,
  beneficiary_identifier text,
  beneficiary_country    text,
  beneficiary_reference  text,
  purpose                text not null,
  scheme                 text,
  reason                 text,
  message                text,
  retired_at             timestamptz not null,
  effective_date         date,
  -- effective_date where stated, otherwise the UTC date of retired_at
  retired_on             date not null,
  not_stated             text[] not null,
  -- what its parts are of, for search; each value once
  projects               text[] not null,
  blocks                 text[] not null,
  countries              text[] not null,
  vintages               integer[] not null,
  search                 text not null
    generated always as (searchable(coalesce(beneficiary_name, '') || ' ' || coalesce(beneficiary_identifier, ''))) stored
);
create index retirement_in_order on retirement (retired_on desc, program desc, certificate desc);
create index retirement_by_program on retirement (program, retired_on desc, certificate desc);
create index retirement_by_search on retirement using gin (search gin_trgm_ops);
create index retirement_by_quantity on retirement (quantity desc, program desc, certificate desc);
create index retirement_by_purpose on retirement (purpose, retired_on desc, program desc, certificate desc);
create index retirement_by_part on retirement using gin (projects, blocks, countries, vintages);

create table retirement_part (
  retirement    uuid not null,
  block         text not null,
  project       text not null,
  project_code  text not null,
  country       text not null,
  block_number  bigint not null,
  vintage_start date not null,
  vintage_end   date not null,
  vintage       integer not null,
  quantity      bigint not null,
  firsts        bigint[] not null,
  lasts         bigint[] not null,
  primary key (retirement, block)
);
create index retirement_part_by_project on retirement_part (project, retirement);
create index retirement_part_by_country on retirement_part (country, retirement);
