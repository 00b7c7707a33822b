-- What senders sent and what they were told: one row for each request that was answered 200, 202 or 207. The time is part of the
-- id. Without a foreign key, because checking it for each request costs more than the row; the removal of a workspace removes its rows.
-- The body is null where it is the data of the only run of the request.
create table request (
  workspace_id  varchar(36)  not null,
  id            varchar(36)  not null,
  trigger_id    varchar(36),
  status        integer      not null,
  media_type    varchar(200),
  accepted      integer      not null,
  duplicates    integer      not null,
  ignored       integer      not null,
  rejected      integer      not null,
  data          text         not null,
  results       text         not null,
  body          text,
  primary key (workspace_id, id)
);
-- Costs nothing for requests without a trigger. H2 has no such index; it reads the requests of the workspace.
${only_on_postgresql} create index request_trigger on request (trigger_id, id) where trigger_id is not null;

-- Names of headers that no run may see, one on each line.
alter table workspace add column hidden_headers varchar(4000);
