-- A run names the bulk replay that started it: how these runs ended is counted and listed along one index. On PostgreSQL the index
-- costs nothing for all other runs. On H2 it has no state, so that it is not written when a run changes its state.
alter table run add column bulk_replay varchar(36);
create index bulk_replay_run_replay on bulk_replay_run (replay);
update run set bulk_replay = (select b.bulk_replay_id from bulk_replay_run b where b.replay = run.id) where replay_of is not null;
drop index bulk_replay_run_replay;
${only_on_postgresql} create index run_bulk_replay on run (bulk_replay desc, state desc, id desc) where bulk_replay is not null;
${only_on_h2} create index run_bulk_replay on run (bulk_replay desc, id desc);
