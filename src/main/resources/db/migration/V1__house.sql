-- The first house. One script for H2 (MODE=PostgreSQL) and PostgreSQL: ids are made by the application, JSON is text so
-- that numbers and member order stay as they came, times are microseconds since 1970-01-01T00:00Z (see the ADR on columns), no
-- sequences, no vendor types.

create table workspace (
  id          varchar(36)  primary key,
  name        varchar(100) not null unique,
  created_at  bigint not null
);

create table inbound_secret (
  id            varchar(36)  primary key,
  workspace_id  varchar(36)  not null references workspace (id) on delete cascade,
  salt          varchar(36)  not null,
  digest        varchar(64)  not null,
  created_at    bigint not null,
  last_used_at  bigint,
  retires_at    bigint
);
create index inbound_secret_workspace on inbound_secret (workspace_id);

create table operator (
  name        varchar(100) primary key,
  password    varchar(500) not null,
  created_at  bigint not null
);

-- live_name is null once the workflow was removed: its name is free, its versions stay for the runs pinned to them
create table workflow (
  id             varchar(36)  primary key,
  workspace_id   varchar(36)  not null references workspace (id) on delete cascade,
  name           varchar(200) not null,
  live_name      varchar(200),
  document_name  varchar(63)  not null,
  version        integer      not null,
  paused         boolean      not null,
  created_at     bigint not null,
  removed_at     bigint,
  row_version    bigint       not null,
  -- the part that queries list comes first: H2 looks up lists only in the first column of an index
  unique (live_name, workspace_id)
);

create table workflow_version (
  id                varchar(36)  primary key,
  workflow_id       varchar(36)  not null references workflow (id) on delete cascade,
  number            integer      not null,
  document_name     varchar(63)  not null,
  document_version  varchar(100) not null,
  media_type        varchar(100) not null,
  source            text         not null,
  digest            varchar(64)  not null,
  created_at        bigint not null,
  unique (workflow_id, number)
);

-- a run and its claim are written in one transaction; the run may be removed by retention long before the claim
create table uid_claim (
  workspace_id  varchar(36)  not null references workspace (id) on delete cascade,
  uid           varchar(255) not null,
  run_id        varchar(36)  not null,
  fingerprint   varchar(64)  not null,
  accepted_at   bigint not null,
  conflicts     integer      not null,
  primary key (uid, workspace_id)
);
create index uid_claim_age on uid_claim (accepted_at);

-- due_at is set exactly while somebody should look at the run: queued, or waiting for a time
create table run (
  id                varchar(36)  primary key,
  workspace_id      varchar(36)  not null references workspace (id) on delete cascade,
  workflow_id       varchar(36)  not null,
  workflow_name     varchar(200) not null,
  version_id        varchar(36)  not null,
  version           integer      not null,
  uid               varchar(255),
  request_id        varchar(36)  not null,
  state             varchar(10)  not null,
  state_values      text         not null,
  runtime           text         not null,
  output            text,
  states            text,
  problem           text,
  due_at            bigint,
  node              varchar(36),
  epoch             integer      not null,
  cancel_requested  boolean      not null,
  parent_run        varchar(36),
  parent_step       varchar(2000),
  depth             integer      not null,
  replay_of         varchar(36),
  accepted_at       bigint not null,
  started_at        bigint,
  ended_at          bigint,
  row_version       bigint       not null
);
create index run_due on run (due_at, id);
create index run_node on run (node);
create index run_workspace on run (workspace_id, id);
create index run_request on run (request_id);
create index run_uid on run (workspace_id, uid);
-- a step starts one child, however often it is repeated
create unique index run_parent on run (parent_run, parent_step);

create table step (
  run_id      varchar(36)   not null references run (id) on delete cascade,
  step_key    varchar(2000) not null,
  position    integer       not null,
  task        varchar(255)  not null,
  kind        varchar(20)   not null,
  status      varchar(10)   not null,
  attempt     integer       not null,
  input       text,
  output      text,
  error       text,
  due_at      bigint,
  started_at  bigint not null,
  ended_at    bigint,
  primary key (run_id, step_key)
);

-- what was refused and how often; never a body
create table rejection (
  id          varchar(36)  primary key,
  workspace   varchar(100) not null,
  reason      varchar(60)  not null,
  detail      varchar(500) not null,
  count       bigint       not null,
  first_at    bigint not null,
  last_at     bigint not null,
  unique (workspace, reason, detail)
);

create table node (
  id          varchar(36) primary key,
  started_at  bigint not null,
  seen_at     bigint not null
);
