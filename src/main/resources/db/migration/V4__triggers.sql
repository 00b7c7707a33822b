-- Addresses for senders that control neither headers nor body, and what such senders share with us.

create table trigger (
  id            varchar(36)  primary key,
  workspace_id  varchar(36)  not null references workspace (id) on delete cascade,
  name          varchar(200) not null,
  setup         text         not null,
  disabled      boolean      not null,
  created_at    bigint not null,
  changed_at    bigint not null,
  last_seen_at  bigint,
  last_outcome  varchar(60),
  row_version   bigint       not null,
  unique (name, workspace_id)
);

-- encrypted, since signatures must be computed again; an address is found by the digest of its id
create table trigger_secret (
  id            varchar(36)  primary key,
  trigger_id    varchar(36)  not null references trigger (id) on delete cascade,
  purpose       varchar(10)  not null,
  digest        varchar(64)  unique,
  key_id        varchar(40)  not null,
  sealed        varchar(8000) not null,
  created_at    bigint not null,
  last_used_at  bigint,
  retires_at    bigint
);
create index trigger_secret_trigger on trigger_secret (trigger_id);
create index trigger_secret_key on trigger_secret (key_id, id);
