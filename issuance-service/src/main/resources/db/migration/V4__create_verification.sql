create table verification (
  id                       uuid primary key,
  project                  text not null references project,
  vvb                      text references vvb,
  date                     date not null,
  period_start             date not null,
  period_end               date not null,
  document_sha256          text,
  risk_rating_basis_points integer check (risk_rating_basis_points between 0 and 10000),
  risk_rating_date         date,
  not_stated               text[] not null,
  derived                  text[] not null,
  recorded_by              text not null,
  recorded_at              timestamptz not null,
  check (period_start <= period_end),
  constraint verified_periods_do_not_overlap
    exclude using gist (project with =, daterange(period_start, period_end, '[]') with &&)
);

-- taken: units of requests that are not rejected, withdrawn or expired. The check says that nothing is issued that was not verified.
create table verified_vintage (
  verification uuid not null references verification,
  position     integer not null,
  start_date   date not null,
  end_date     date not null,
  quantity     bigint not null check (quantity > 0),
  taken        bigint not null default 0,
  primary key (verification, position),
  check (start_date <= end_date),
  constraint issued_is_at_most_verified check (taken between 0 and quantity)
);
