-- What came in and how runs ended, by minute and node: counted in memory, added every few seconds. One row for all
-- counts of a minute, so that a chart of thirty days reads 43,200 rows of each node.
create table tally (
  minute_at    bigint not null,
  node         varchar(36) not null,
  accepted     bigint not null,
  duplicate    bigint not null,
  rejected     bigint not null,
  unavailable  bigint not null,
  succeeded    bigint not null,
  failed       bigint not null,
  cancelled    bigint not null,
  primary key (minute_at, node)
);

-- the trace that the sender's request was part of, as W3C Trace Context has it
alter table run add column traceparent varchar(55);
alter table run add column tracestate varchar(512);
