-- One retirement as one durable SQL transaction: lock the block, shrink the holding, insert what is retired, write the
-- journal, draw the next number, put the message out.
\set block random(1, 1000)
begin;
select next_number as number from block where id = :block for update \gset
update holding set first_unit = first_unit + 1 where account_id = 1 and block_id = :block returning first_unit - 1 as unit \gset
insert into holding (block_id, account_id, first_unit, last_unit) values (:block, 2, :unit, :unit);
insert into movement (block_id, number, first_unit, last_unit, from_account, to_account, kind, transaction_id, recorded_at, cause, actor, blind, commitment) values (:block, :number, :unit, :unit, 1, 2, 'retired', gen_random_uuid(), now(), 'retirement', 'bench', sha256(:unit::text::bytea), sha256(:number::text::bytea));
update block set next_number = next_number + 1 where id = :block;
insert into outbox (type, key, stream, number, last_number, message_id, time, data) values ('registry.credits.retired.v1', :block::text, :block::text, :number, :number, gen_random_uuid(), now(), convert_to(repeat('x', 300), 'UTF8'));
commit;
