-- The last certificate number of each programme. Drawn in the transaction that completes, so a number is never lost.
create table certificate_number (
  program text primary key,
  last    bigint not null check (last > 0)
);
revoke delete, truncate on certificate_number from ${service_role};
