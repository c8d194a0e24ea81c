create table methodology (
  code          text primary key,
  number        bigint not null,
  program       text not null references program,
  name          text not null,
  project_types text[] not null,
  versions      jsonb not null,
  registered_by text not null,
  registered_at timestamptz not null
);

-- Validation and verification bodies. Where an organisation is named, only its people act for the body.
create table vvb (
  code           text primary key,
  number         bigint not null,
  name           text not null,
  country        text not null,
  organisation   text,
  status         text not null check (status in ('active', 'suspended')),
  accreditations jsonb not null,
  registered_by  text not null,
  registered_at  timestamptz not null
);
