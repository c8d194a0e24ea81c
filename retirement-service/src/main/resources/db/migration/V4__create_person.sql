-- Natural persons for whom credits were retired. Their names are here and nowhere else; the public sees reference and
-- commitment = HMAC-SHA256(blind, "registry-person-v1\n" name "\n" identifier "\n" country).
create table person (
  reference  uuid primary key,
  retirement uuid not null unique references retirement (id),
  name       text,
  identifier text,
  country    text,
  blind      bytea not null check (octet_length(blind) = 32),
  commitment text not null
);
