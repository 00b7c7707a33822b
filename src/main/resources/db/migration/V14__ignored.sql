-- Events for which a trigger starts nothing, beside the other counts of a minute.
alter table tally add column ignored bigint not null default 0;
