-- Programmes with all their rules. number: the last fact published about the programme.
create table program (
  code                        text primary key,
  number                      bigint not null,
  name                        text not null,
  scope                       text not null check (scope in ('global', 'regional', 'national')),
  countries                   text[] not null,
  unit_kilograms              integer not null check (unit_kilograms in (1, 1000)),
  project_types               jsonb not null,
  oldest_vintage              integer not null,
  vintage_may_cross_year      boolean not null,
  buffer_applies_to           text not null check (buffer_applies_to in ('none', 'nature-based', 'all')),
  buffer_minimum_basis_points integer not null check (buffer_minimum_basis_points between 0 and 10000),
  require_different_bodies    boolean not null,
  may_be_not_stated           text[] not null,
  source_registry             text,
  import_state                text not null check (import_state in ('none', 'open', 'closed')),
  closing_proposed_by         text,
  closing_approved_by         text,
  closing_expires_at          timestamptz,
  registered_by               text not null,
  registered_at               timestamptz not null,
  check (closing_approved_by is null or closing_approved_by <> closing_proposed_by)
);

-- Who changed a programme, a methodology or a body, when and why; number is that of the public fact. Append-only.
create table register_decision (
  stream          text not null,
  number          bigint not null,
  decision        text not null,
  reason          text,
  evidence_sha256 text,
  actor           text not null,
  time            timestamptz not null,
  primary key (stream, number)
);
revoke update, delete, truncate on register_decision from ${service_role};

-- The next numbers of a programme. A row of its own, so that its lock stands in nobody's way but of those who draw.
-- Drawn in the transaction that uses the number: a rollback gives it back, so block numbers have no gaps.
create table program_counter (
  program      text primary key references program,
  last_project bigint not null default 999,
  last_block   bigint not null default 0
);

-- Requests that came with the caller's own id: the same one again is answered with what the first one made (subject); the
-- same id with other content is refused. Written in the transaction that makes it.
create table accepted_request (
  kind         text not null,
  organisation text not null,
  external_id  text not null,
  fingerprint  bytea not null,
  subject      text not null,
  constraint external_id_is_used_once primary key (kind, organisation, external_id)
);
