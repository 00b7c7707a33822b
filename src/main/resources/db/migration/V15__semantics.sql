-- The number of the semantics that a run begins with and keeps until its end. Runs of earlier versions have 1.
alter table run add column semantics integer default 1 not null;
