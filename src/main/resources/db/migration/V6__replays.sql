-- Many runs repeated at once. Nobody owns a bulk replay: whichever node locks its row does the next part of it, in one
-- transaction with the runs that it opens, so that its place and its runs are never apart.
create table bulk_replay (
  id              varchar(36)   primary key,
  workspace_id    varchar(36)   not null references workspace (id) on delete cascade,
  query           text          not null,
  latest          boolean       not null,
  skip_succeeded  boolean       not null,
  rate            integer       not null,
  asked_by        varchar(200),
  state           varchar(10)   not null,
  -- runs from this id on were accepted after the start
  until_run       varchar(36)   not null,
  -- the last run that was looked at: while it counts, and then again from the beginning while it replays
  place           varchar(36)   not null,
  counted         bigint        not null,
  total           bigint,
  done            bigint        not null,
  skipped         bigint        not null,
  impossible      bigint        not null,
  -- why runs were not repeated: a JSON object of counts by reason
  reasons         text          not null,
  due_at          bigint        not null,
  started_at      bigint        not null,
  ended_at        bigint,
  row_version     bigint        not null
);
create index bulk_replay_workspace on bulk_replay (workspace_id, id);
create index bulk_replay_due on bulk_replay (state, due_at, id);

-- what became of each run of a query: the key is why no bulk replay repeats a run twice
create table bulk_replay_run (
  bulk_replay_id  varchar(36)   not null references bulk_replay (id) on delete cascade,
  original        varchar(36)   not null,
  outcome         varchar(10)   not null,
  replay          varchar(36),
  reason          varchar(200),
  primary key (bulk_replay_id, original)
);
