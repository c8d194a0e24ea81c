-- Who read whose private data, and what: every read of owners by somebody who sees everyone's. Append-only.
create table private_read (
  id           bigint generated always as identity primary key,
  actor        text not null,
  organisation text,
  what         text not null,
  read_at      timestamptz not null default now()
);
revoke update, delete, truncate on private_read from ${service_role};
