-- Trades that a venue settled: all legs or none, once per trade id. Append-only.
create table settlement (
  id           uuid primary key,
  venue        text not null references organisation,
  trade_id     text not null,
  fingerprint  bytea not null check (length(fingerprint) = 32),
  price        text,
  currency     text,
  contract_type text,
  contract_id  text,
  settled_by   text not null,
  settled_at   timestamptz not null,
  unique (venue, trade_id)
);
create index settlement_by_venue on settlement (venue, settled_at, id);
create table settlement_leg (
  settlement    uuid not null references settlement,
  number        int not null,
  hold          uuid not null references hold,
  seller_account bigint not null references account,
  buyer_account bigint not null references account,
  quantity      bigint not null check (quantity > 0),
  serials       text[] not null,
  primary key (settlement, number)
);
create index settlement_leg_of_hold on settlement_leg (hold);
revoke update, delete, truncate on settlement, settlement_leg from ${service_role};
