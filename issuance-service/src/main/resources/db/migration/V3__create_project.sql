-- number: the last public fact of the project; 0 as long as it is a draft nobody sees.
create table project (
  id                     text primary key,
  program                text not null references program,
  code                   text not null,
  name                   text not null,
  country                text not null,
  type                   text not null,
  proponent              text,
  proponent_name         text,
  methodology            text references methodology,
  methodology_version    text,
  description            text,
  latitude               text,
  longitude              text,
  crediting_start        date,
  crediting_end          date,
  estimated_annual_units bigint check (estimated_annual_units >= 0),
  sdgs                   integer[] not null,
  documents              jsonb not null,
  not_stated             text[] not null,
  derived                text[] not null,
  status                 text not null,
  number                 bigint not null default 0,
  registered_by          text not null,
  registered_at          timestamptz not null,
  unique (program, code),
  check (crediting_end is null or crediting_start <= crediting_end)
);
create index project_by_program on project (program, id);
-- Those that can be the same activity.
create index project_by_type on project (program, type) where longitude is not null;
create index project_by_proponent on project (proponent, id);

-- Every state a project was ever in, and why. Append-only.
create table project_history (
  project         text not null references project,
  position        integer not null,
  from_status     text,
  to_status       text not null,
  reason          text,
  evidence_sha256 text,
  effective_date  date,
  actor           text not null,
  time            timestamptz not null,
  primary key (project, position)
);
revoke update, delete, truncate on project_history from ${service_role};

create table validation (
  id                  uuid primary key,
  project             text not null references project,
  vvb                 text not null references vvb,
  methodology_version text,
  date                date not null,
  crediting_start     date not null,
  crediting_end       date not null,
  document_sha256     text not null,
  opinion             text not null,
  recorded_by         text not null,
  recorded_at         timestamptz not null
);
create index validation_by_project on validation (project, recorded_at desc);
