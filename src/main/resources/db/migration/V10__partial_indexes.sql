-- PostgreSQL writes every index of a run whenever the run changes its state, and only those whose rows it leaves out cost nothing.
-- Nobody looks into a lane for a run that is not due (those at work are found by run_workflow), nor for the parent of a run that has none. H2 knows no such index: there the
-- placeholders are empty.
drop index run_lane;
create index run_lane on run (workflow_id, state, due_at, id) ${where_due};
drop index run_parent;
create unique index run_parent on run (parent_run, parent_step) ${where_child};
