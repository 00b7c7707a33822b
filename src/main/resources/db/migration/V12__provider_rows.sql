-- Handshakes and signature schemes that workspaces define, and the state of set-ups with a provider.

create table provider_row (
  id            varchar(36)  primary key,
  workspace_id  varchar(36)  not null references workspace (id) on delete cascade,
  kind          varchar(10)  not null,
  name          varchar(50)  not null,
  content       text         not null,
  disabled      boolean      not null,
  created_at    bigint       not null,
  changed_at    bigint       not null,
  row_version   bigint       not null,
  unique (workspace_id, kind, name)
);

-- until when a handshake may hand over a secret; null when the window is closed
alter table trigger add column window_until bigint;

-- when the subscription at the provider ends; null when that is not known
alter table trigger add column lease_until bigint;

-- whether an operator may still read the secret once
alter table trigger_secret add column readable boolean default false not null;

-- one row: locked while the secrets of triggers are compared
create table secret_check (
  id  smallint  primary key
);
insert into secret_check (id) values (1);
