-- Each workflow queues for itself: new runs in one lane, runs that were begun in another. A run that was begun is never
-- queued again; it waits.
update run set state = 'WAITING' where state = 'QUEUED' and started_at is not null;
drop index run_due;
create index run_lane on run (workflow_id, state, due_at, id);
