-- Failed runs that look alike. A run names its issue in the transaction of its end; count, sample and last failure are read along the
-- index. On PostgreSQL the index costs nothing for runs that do not fail.
create table issue (
  id             varchar(36)  primary key,
  workspace_id   varchar(36)  not null references workspace (id) on delete cascade,
  workflow_id    varchar(36)  not null,
  workflow_name  varchar(200) not null,
  -- null when the failure belongs to no task
  task           varchar(255),
  type           varchar(300),
  status         integer,
  -- without numbers, ids and other values of single runs
  title          varchar(200),
  detail         varchar(200),
  state          varchar(12)  not null,
  first_at       bigint       not null,
  changed_at     bigint       not null,
  -- null when a failure opened the issue
  changed_by     varchar(200),
  row_version    bigint       not null
);
create index issue_workspace on issue (workspace_id, workflow_id);

alter table run add column issue varchar(36);
${only_on_postgresql} create index run_issue on run (issue desc, id desc) where issue is not null;
${only_on_h2} create index run_issue on run (issue desc, id desc);
