-- Operators have roles, and every change is written down: who made it, and when.

alter table operator add column role varchar(10) default 'ADMIN' not null;
alter table operator add column password_at bigint default 0 not null;

-- neither the workspace nor the operator is a foreign key: what they did outlives them
create table audit (
  id            varchar(36)   primary key,
  begun_at      bigint        not null,
  operator      varchar(300)  not null,
  action        varchar(60)   not null,
  workspace_id  varchar(36),
  subject       varchar(1000) not null,
  detail        varchar(1000),
  outcome       varchar(10)   not null
);
create index audit_workspace on audit (workspace_id, id);
