-- What the ledger must know of a programme; a projection of registry.projects.
create table program (
  code           text primary key,
  unit_kilograms integer not null,
  import_state   text not null
);
