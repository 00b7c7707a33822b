-- How many nodes died while they worked on a run: one that kills its node must not kill them all.
alter table run add column losses integer default 0 not null;
