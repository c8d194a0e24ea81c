-- What this service knows of the programmes: a projection of registry.projects.
create table program (
  program           text primary key,
  import_state      text not null,
  may_be_not_stated text[] not null
);
