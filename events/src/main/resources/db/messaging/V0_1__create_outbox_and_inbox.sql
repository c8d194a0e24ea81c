-- Messages on their way out. The relay publishes in order of id and deletes what the broker has acknowledged.
-- The id is drawn under the lock of the message's key, so per key the order of ids is the order of commits.
create sequence outbox_id cache 1;

create table outbox (
  id          bigint primary key default nextval('outbox_id'),
  type        text not null,
  key         text not null,
  stream      text,
  number      bigint not null,
  last_number bigint not null,
  message_id  uuid not null,
  time        timestamptz not null,
  data        bytea not null,
  traceparent text
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_cost_delay = 0);

-- Every fact ever published, byte for byte: the source of every republication. Append-only.
create table fact (
  topic       text not null,
  stream      text not null,
  number      bigint not null,
  last_number bigint not null,
  position    bigint not null,
  type        text not null,
  key         text not null,
  message_id  uuid not null,
  time        timestamptz not null,
  data        bytea not null,
  traceparent text,
  -- The transaction that wrote it: positions become visible out of order, finished transactions do not.
  xid         bigint not null default (pg_current_xact_id()::text::bigint),
  primary key (topic, stream, number)
);
-- Both grow as the table does: a summary of its pages is enough to find a range of them, and costs a writer nothing.
create index fact_in_order on fact using brin (position, xid) with (pages_per_range = 32, autosummarize = on);

-- Which replica's relay publishes. Judged by database time; a relay that lost its lease sends only duplicates.
create table relay_lease (
  name   text primary key,
  holder uuid not null,
  until  timestamptz not null
);
insert into relay_lease values ('relay', '00000000-0000-0000-0000-000000000000', '-infinity');

-- The heads of the streams were announced for all transactions before one, and are next for all before another.
create table announced_heads (
  single    boolean primary key default true check (single),
  announced bigint not null,
  next      bigint not null
);
insert into announced_heads values (true, 0, 0);

-- Up to where each partition was applied, committed together with the effect. The topic's own id tells a topic that was
-- emptied and made anew from the one that was read before.
create table consumed_offset (
  topic     text not null,
  partition integer not null,
  topic_id  text not null,
  next      bigint not null,
  primary key (topic, partition)
);

-- Up to which number each stream of facts was applied.
create table fact_position (
  topic  text not null,
  stream text not null,
  number bigint not null,
  primary key (topic, stream)
);

-- Facts that came before their predecessors: they wait here, their stream is stale, the other streams go on.
create table parked_fact (
  topic       text not null,
  stream      text not null,
  number      bigint not null,
  last_number bigint not null,
  type        text not null,
  key         text not null,
  message_id  uuid not null,
  time        timestamptz not null,
  data        bytea not null,
  traceparent text,
  primary key (topic, stream, number)
);

-- Numbers known to exist that were not applied yet: after a while they are asked for again, more and more seldom while the
-- same number stays missing.
create table expected_fact (
  topic      text not null,
  stream     text not null,
  number     bigint not null,
  since      timestamptz not null default now(),
  asked_at   timestamptz,
  asked_from bigint,
  asks       integer not null default 0,
  primary key (topic, stream)
);

-- What could not be read or applied, with the partition and offset it came from; and what the broker will never take out of
-- our own outbox: then topic_id is 'outbox:' and the message's id, partition and offset are -1.
create table dead_letter (
  id        bigint generated always as identity primary key,
  topic     text not null,
  topic_id  text not null,
  partition integer not null,
  kafka_offset bigint not null,
  key       text,
  stream    text,
  number    bigint,
  reason    text not null,
  headers   jsonb not null,
  data      bytea,
  published boolean not null default false,
  time      timestamptz not null default now(),
  acknowledged_at timestamptz,
  acknowledged_by text,
  acknowledgement text,
  unique (topic, topic_id, partition, kafka_offset),
  check ((acknowledged_at is null) = (acknowledged_by is null) and (acknowledged_at is null) = (acknowledgement is null))
);
create index dead_letter_unpublished on dead_letter (id) where not published;
create index dead_letter_open on dead_letter (id) where acknowledged_at is null;
create index dead_letter_open_by_stream on dead_letter (topic, stream, number)
  where acknowledged_at is null and stream is not null;

-- Publishing all facts again, up to the position of the last one when it was asked for; position says how far it is, in the
-- same transaction as the outbox rows. At most one is unfinished.
create table republication (
  id          bigint generated always as identity primary key,
  asked_by    text not null,
  asked_at    timestamptz not null default now(),
  upto        bigint not null,
  position    bigint not null default -1,
  facts       bigint not null default 0,
  finished_at timestamptz
);
create unique index republication_unfinished on republication ((true)) where finished_at is null;

-- Answers to writes that came with an Idempotency-Key.
create table idempotency_key (
  client       text not null,
  route        text not null,
  key          text not null,
  -- The method that answers and the request that runs; a running request says now and then that it still does.
  handler      text not null,
  holder       uuid not null,
  held_at      timestamptz not null default now(),
  -- SHA-256 of the body; empty when the method does not read it through the framework.
  fingerprint  bytea not null,
  status       integer,
  location     text,
  content_type text,
  body         bytea,
  created_at   timestamptz not null default now(),
  primary key (client, route, key)
);
create index idempotency_key_by_age on idempotency_key (created_at);

-- The running service neither changes nor forgets a fact; elsewhere it may do what its work needs and no more.
revoke update, delete, truncate on fact from ${service_role};
revoke update, truncate on outbox from ${service_role};
revoke delete, truncate on dead_letter, republication from ${service_role};
revoke delete, truncate on relay_lease, announced_heads, consumed_offset from ${service_role};
revoke insert on relay_lease, announced_heads from ${service_role};
revoke truncate on fact_position, parked_fact, expected_fact, idempotency_key from ${service_role};
