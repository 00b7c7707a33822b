-- Elements and requests of verified senders that were refused, to be sent again.
create table refused_delivery (
  id            varchar(36)   primary key,
  workspace_id  varchar(36)   not null references workspace (id) on delete cascade,
  -- refers to no row, so that a removed trigger fails no request; its deliveries are removed with it
  trigger_id    varchar(36)   not null,
  request_id    varchar(36)   not null,
  -- position of the element in its request; null for a whole request
  element       integer,
  refused_at    bigint        not null,
  reason        varchar(60)   not null,
  detail        varchar(1000) not null,
  uid           varchar(255),
  -- method, headers and query without what authenticates the request
  request       text          not null,
  -- the element as JSON, or the bytes of the whole body in base64; null when they must not be kept
  content       text,
  content_type  varchar(1000),
  sent_at       bigint,
  sent_by       varchar(200),
  outcome       varchar(20),
  run_id        varchar(36)
);
create index refused_delivery_trigger on refused_delivery (trigger_id, id);

-- Requests to workspaces and triggers that do not exist.
create table unknown_url (
  id            varchar(36)  primary key,
  kind          varchar(10)  not null,
  workspace     varchar(200) not null,
  prefix        varchar(6)   not null,
  digest        varchar(64)  not null,
  count         bigint       not null,
  first_at      bigint       not null,
  last_at       bigint       not null,
  unique (digest, workspace, kind)
);
