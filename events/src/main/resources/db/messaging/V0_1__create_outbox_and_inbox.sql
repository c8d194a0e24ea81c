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
  xid         xid8 not null default pg_current_xact_id(),
  primary key (topic, stream, number)
);
create index fact_by_position on fact (position);
create index fact_by_transaction on fact (xid);

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
  announced xid8 not null,
  next      xid8 not null
);
insert into announced_heads values (true, '0', '0');

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

-- Numbers known to exist that were not applied yet: after a while they are asked for again.
create table expected_fact (
  topic    text not null,
  stream   text not null,
  number   bigint not null,
  since    timestamptz not null default now(),
  asked_at timestamptz,
  primary key (topic, stream)
);

-- What could not be read or applied; the message itself is on the dead-letter topic.
create table dead_letter (
  id        bigint generated always as identity primary key,
  topic     text not null,
  topic_id  text not null,
  partition integer not null,
  kafka_offset bigint not null,
  key       text,
  reason    text not null,
  headers   jsonb not null,
  data      bytea,
  published boolean not null default false,
  time      timestamptz not null default now(),
  unique (topic, topic_id, partition, kafka_offset)
);
create index dead_letter_unpublished on dead_letter (id) where not published;

-- Answers to writes that came with an Idempotency-Key.
create table idempotency_key (
  client       text not null,
  route        text not null,
  key          text not null,
  fingerprint  bytea not null,
  status       integer,
  location     text,
  content_type text,
  body         bytea,
  created_at   timestamptz not null default now(),
  primary key (client, route, key)
);
create index idempotency_key_by_age on idempotency_key (created_at);
