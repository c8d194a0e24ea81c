-- One row per order to retire, from the request to its completion or refusal. Ids are UUIDs of version 7, so their order is
-- the order of the requests.
create table retirement (
  id           uuid primary key,
  organisation text not null,
  external_id  text not null,
  fingerprint  bytea not null,
  status       text not null default 'requested',

  account        text not null,
  serials        text[],
  wanted         bigint,
  only_program   text,
  only_project   text,
  only_vintage   integer,
  only_block     text,
  hold           uuid,
  effective_date date,
  beneficiary_kind       text not null,
  beneficiary_name       text,
  beneficiary_identifier text,
  beneficiary_country    text,
  purpose        text not null,
  scheme         text,
  reason         text,
  message        text,
  not_stated     text[] not null,
  actor          text not null,
  requested_at   timestamptz not null default now(),

  sent_at      timestamptz not null default now(),
  send_next_at timestamptz not null,
  sends        integer not null default 1,

  program            text,
  certificate        bigint,
  quantity           bigint,
  unit_kilograms     integer,
  parts              jsonb,
  retired_at         timestamptz,
  refusal_code       text,
  refusal_detail     text,
  refusal_pointer    text,
  refusal_retryable  boolean,
  decided_at         timestamptz,

  constraint retirement_external_id unique (external_id, organisation),
  constraint retirement_certificate unique (program, certificate),
  constraint retirement_wants_serials_or_quantity check ((serials is null) <> (wanted is null)),
  constraint retirement_quantity_positive check (wanted > 0 and quantity > 0),
  constraint retirement_person_is_kept_apart check (beneficiary_kind <> 'person'
    or (beneficiary_name is null and beneficiary_identifier is null and beneficiary_country is null)),
  constraint retirement_state check (case status
    when 'requested' then certificate is null and refusal_code is null and decided_at is null
    when 'completed' then certificate is not null and program is not null and quantity is not null
      and parts is not null and retired_at is not null and decided_at is not null and refusal_code is null
    when 'refused' then refusal_code is not null and decided_at is not null and certificate is null
    else false end)
) with (fillfactor = 60);
create index retirement_by_organisation on retirement (organisation, id);
create index retirement_by_account on retirement (account, id);
create index retirement_pending_by_account on retirement (account, sent_at) where status = 'requested';
