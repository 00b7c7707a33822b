-- Lists of runs, newest first, however many there are. Each list is read state by state and merged, so that every state is one
-- walk along an index, rare ones too. Descending, and with all columns in the order of the query: H2 sorts by an index only then.
-- PostgreSQL writes every index anew whenever a run changes its state (run_lane holds it anyway), so the first costs what the one
-- that it replaces did.
drop index run_workspace;
create index run_state on run (workspace_id desc, state desc, id desc);
create index run_workflow on run (workflow_id desc, state desc, id desc);
