-- Who may hold accounts. The code is the claim "org" of the organisation's tokens.
create table organisation (
  code          text primary key,
  name          text not null,
  country       text not null,
  identifier    text,
  registered_by text not null,
  registered_at timestamptz not null default now()
);

-- Who may hold units. System accounts (buffer, retired, cancelled, converted) belong to a programme and to nobody.
create sequence account_number start 1001;
create table account (
  id                  bigint primary key default nextval('account_number'),
  organisation        text references organisation,
  kind                text not null check (kind in
                        ('developer', 'holding', 'trading', 'buffer', 'retired', 'cancelled', 'converted')),
  program             text,
  name                text not null,
  status              text not null default 'open' check (status in ('open', 'suspended', 'closed')),
  number              bigint not null default 1,
  kyc_evidence_sha256 text,
  kyc_date            date,
  kyc_not_stated      boolean not null default false,
  opened_by           text not null,
  opened_at           timestamptz not null default now(),
  check ((organisation is null) = (kind in ('buffer', 'retired', 'cancelled', 'converted'))),
  check ((program is null) = (organisation is not null)),
  -- Opened after a KYC decision: evidence and date, or, for a ledger brought in, not stated. System accounts are nobody's.
  check (case when organisation is null or kyc_not_stated then kyc_evidence_sha256 is null and kyc_date is null
              else kyc_evidence_sha256 is not null and kyc_date is not null end),
  check (not kyc_not_stated or organisation is not null)
);
create unique index account_of_program on account (program, kind) where program is not null;
create index account_by_organisation on account (organisation, id);

-- Every decision about an account: who, when, why. Append-only.
create table account_decision (
  account_id bigint not null references account,
  number     bigint not null,
  status     text not null,
  reason     text,
  actor      text not null,
  decided_at timestamptz not null default now(),
  primary key (account_id, number)
);
revoke update, delete, truncate on account_decision from ${service_role};
