create table applied (n bigint generated always as identity, stream text not null, number bigint not null);
