-- Text as people search it: without accents and capitals. Immutable because the dictionary is named.
create function searchable(text) returns text language sql immutable parallel safe strict
  return lower(public.unaccent('public.unaccent'::regdictionary, $1));

create table program (
  code            text primary key,
  name            text not null,
  scope           text not null,
  countries       text[] not null,
  unit_kilograms  integer not null,
  project_types   jsonb not null,
  source_registry text,
  import_state    text not null
);

create table methodology (
  code          text primary key,
  program       text not null,
  name          text not null,
  project_types text[] not null,
  versions      jsonb not null
);

create table vvb (
  code           text primary key,
  name           text not null,
  country        text not null,
  status         text not null,
  accreditations jsonb not null
);

create table project (
  id                     text primary key,
  program                text not null,
  code                   text not null,
  name                   text not null,
  country                text not null,
  type                   text not null,
  nature                 text not null,
  nature_based           boolean not null,
  proponent              text,
  methodology            text,
  methodology_version    text,
  description            text,
  latitude               text,
  longitude              text,
  crediting_start        date,
  crediting_end          date,
  estimated_annual_units bigint,
  sdgs                   integer[] not null,
  documents              jsonb not null,
  not_stated             text[] not null,
  derived                text[] not null,
  status                 text not null,
  registered_at          timestamptz not null,
  search                 text not null
    generated always as (searchable(id || ' ' || name || ' ' || coalesce(proponent, ''))) stored
);
create index project_in_order on project (program, length(code), code);
create index project_by_search on project using gin (search gin_trgm_ops);
create index project_by_type on project (type);
create index project_by_country on project (country);
create index project_by_methodology on project (methodology);

-- What happened to a project: its registration, its states with reasons, its verifications.
create table project_event (
  project        text not null,
  number         bigint not null,
  kind           text not null check (kind in ('registered', 'status', 'verification')),
  from_status    text,
  to_status      text,
  reason         text,
  effective_date date,
  -- what the change settled, and the document it rests on
  methodology_version text,
  crediting_start     date,
  crediting_end       date,
  evidence_sha256     text,
  verification   jsonb,
  time           timestamptz not null,
  primary key (project, number)
);
