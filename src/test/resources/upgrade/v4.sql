-- What a server with the tables V1 to V4 had written when it was killed: taken from its H2 file with `script simple columns`,
-- one statement after the other, each ended by a semicolon at the end of a line. Runs that ended, one that waits, two of a
-- paused workflow; a trigger whose secrets are under the key that UpgradeST names.

insert into workspace (id, name, created_at) values
  ('01a20f18-eb93-7b20-a692-aaf6a89961fb', 'default', 1795549621139459);

insert into inbound_secret (id, workspace_id, salt, digest, created_at, last_used_at, retires_at) values
  ('01a20f18-eb93-72dc-962f-2eb4e82c4d51', '01a20f18-eb93-7b20-a692-aaf6a89961fb', '01a20f18-eb93-72dc-962f-2eb4e82c4d51', 'ed47d7c7d9388f79fae1b043ca169542f26dbbf47d7460bc04f0c3078c70d110', 1795549621139459, 1795549629680999, NULL);

insert into operator (name, password, created_at) values
  ('admin', 'pbkdf2-sha512$210000$FflD6AIwhO9NG5E7JmkZ/Q$cFi3mkyke57PjkDHRhVkm1JizPbvmEl8kTH+tqwj+NQU+r6sM4V6nUp2BSmDI54ah7rOvnxRTdnRnXEiPPwGcQ', 1795549622358806);

insert into workflow (id, workspace_id, name, live_name, document_name, version, paused, created_at, removed_at, row_version) values
  ('01a20f18-f202-7af4-9384-383273f9c2a0', '01a20f18-eb93-7b20-a692-aaf6a89961fb', 'greet', 'greet', 'greet', 1, FALSE, 1795549622786243, NULL, 1);
insert into workflow (id, workspace_id, name, live_name, document_name, version, paused, created_at, removed_at, row_version) values
  ('01a20f18-f248-7445-85ee-a7063ae06614', '01a20f18-eb93-7b20-a692-aaf6a89961fb', 'nap', 'nap', 'nap', 1, TRUE, 1795549622856396, NULL, 4);

insert into workflow_version (id, workflow_id, number, document_name, document_version, media_type, source, digest, created_at) values
  ('01a20f18-f202-7342-9d49-2c3a0003cfe6', '01a20f18-f202-7af4-9384-383273f9c2a0', 1, 'greet', '1.0.0', 'application/yaml', U&'document:\000a  dsl: 1.0.0\000a  namespace: contract\000a  name: greet\000a  version: 1.0.0\000ado:\000a  - answer:\000a      set:\000a        runtime: "{{runtime}}"\000a        states: "{{states}}"\000a', '798447e4c86015eaac38fc3c2a142fc57471bb93451aea0e03b225d4f573975f', 1795549622786243);
insert into workflow_version (id, workflow_id, number, document_name, document_version, media_type, source, digest, created_at) values
  ('01a20f18-f248-7032-b1b1-62e64a825fe3', '01a20f18-f248-7445-85ee-a7063ae06614', 1, 'nap', '1.0.0', 'application/yaml', U&'document: {dsl: ''1.0.0'', namespace: tests, name: nap, version: ''1.0.0''}\000ado:\000a  - before:\000a      set: {slept: false}\000a  - nap:\000a      wait: {seconds: 30}\000a  - after:\000a      set: {slept: true, word: ''{{runtime.word}}''}\000a', '1ef896a51a4f5ef2b0031cd04267165233e9f8b3f5ed6553360ec04a9386b29c', 1795549622856396);

insert into uid_claim (workspace_id, uid, run_id, fingerprint, accepted_at, conflicts) values
  ('01a20f18-eb93-7b20-a692-aaf6a89961fb', 'ended', '01a20f19-0d85-7d0e-a356-da902d8d12a6', 'b8176c7bef3aedf32921c3f4e6c0a8951cb17757ccb046fe6d5eea1b67f64ea5', 1795549629835933, 0);
insert into uid_claim (workspace_id, uid, run_id, fingerprint, accepted_at, conflicts) values
  ('01a20f18-eb93-7b20-a692-aaf6a89961fb', 'second', '01a20f19-0f91-7636-8d78-7e45efb159f8', '985baf7c134f0c5c592ba9720763b8b4b2761e478264c648894b3aa0c9dc0d1f', 1795549630353933, 0);
insert into uid_claim (workspace_id, uid, run_id, fingerprint, accepted_at, conflicts) values
  ('01a20f18-eb93-7b20-a692-aaf6a89961fb', 'queued', '01a20f19-1397-779a-9cc8-af1434905474', 'f6d7e9703832c9e1f7774b45aadf5123f515a35d722ea17b6dae4a5854b796cd', 1795549631385001, 0);
insert into uid_claim (workspace_id, uid, run_id, fingerprint, accepted_at, conflicts) values
  ('01a20f18-eb93-7b20-a692-aaf6a89961fb', 'waiting', '01a20f19-28f4-7232-952e-822debb93b19', '6b79c4ec60f66fc2fd96a1cd6bb0d9d6da3df2769667b81b250c99a0ed6a82d3', 1795549636856239, 0);
insert into uid_claim (workspace_id, uid, run_id, fingerprint, accepted_at, conflicts) values
  ('01a20f18-eb93-7b20-a692-aaf6a89961fb', 'held', '01a20f19-4dae-725c-85a5-5c7dd12f8a39', 'd2700620dcad3a3b78410d84146e6c780d9499a1b640d8c5eb466e12356c8cc9', 1795549646255077, 0);

insert into run (id, workspace_id, workflow_id, workflow_name, version_id, version, uid, request_id, state, state_values, runtime, output, states, problem, due_at, node, epoch, cancel_requested, parent_run, parent_step, depth, replay_of, accepted_at, started_at, ended_at, row_version, losses) values
  ('01a20f19-0d85-7d0e-a356-da902d8d12a6', '01a20f18-eb93-7b20-a692-aaf6a89961fb', '01a20f18-f202-7af4-9384-383273f9c2a0', 'greet', '01a20f18-f202-7342-9d49-2c3a0003cfe6', 1, 'ended', '01a20f19-0cf5-7598-bb17-7d9f0b61c094', 'SUCCEEDED', '{}', '{"name":"Ada"}', '{"runtime":{"name":"Ada"},"states":{}}', '{"runtime":{"value":{"name":"Ada"}},"states":{"value":{}},"answer":{"output":{"runtime":{"name":"Ada"},"states":{}}}}', NULL, NULL, NULL, 1, FALSE, NULL, NULL, 0, NULL, 1795549629858547, 1795549629913297, 1795549630116967, 3, 0);
insert into run (id, workspace_id, workflow_id, workflow_name, version_id, version, uid, request_id, state, state_values, runtime, output, states, problem, due_at, node, epoch, cancel_requested, parent_run, parent_step, depth, replay_of, accepted_at, started_at, ended_at, row_version, losses) values
  ('01a20f19-0f91-7636-8d78-7e45efb159f8', '01a20f18-eb93-7b20-a692-aaf6a89961fb', '01a20f18-f202-7af4-9384-383273f9c2a0', 'greet', '01a20f18-f202-7342-9d49-2c3a0003cfe6', 1, 'second', '01a20f19-0f87-7bb4-8fbf-54f13f58045c', 'SUCCEEDED', '{}', U&'{"name":"Zo\00eb\\nNewline"}', U&'{"runtime":{"name":"Zo\00eb\\nNewline"},"states":{}}', U&'{"runtime":{"value":{"name":"Zo\00eb\\nNewline"}},"states":{"value":{}},"answer":{"output":{"runtime":{"name":"Zo\00eb\\nNewline"},"states":{}}}}', NULL, NULL, NULL, 1, FALSE, NULL, NULL, 0, NULL, 1795549630358589, 1795549630371328, 1795549630413987, 3, 0);
insert into run (id, workspace_id, workflow_id, workflow_name, version_id, version, uid, request_id, state, state_values, runtime, output, states, problem, due_at, node, epoch, cancel_requested, parent_run, parent_step, depth, replay_of, accepted_at, started_at, ended_at, row_version, losses) values
  ('01a20f19-1397-779a-9cc8-af1434905474', '01a20f18-eb93-7b20-a692-aaf6a89961fb', '01a20f18-f248-7445-85ee-a7063ae06614', 'nap', '01a20f18-f248-7032-b1b1-62e64a825fe3', 1, 'queued', '01a20f19-138d-7c5c-bbc9-890d96c546b3', 'WAITING', '{}', '{"word":"queued"}', NULL, NULL, NULL, 1795549666939499, NULL, 1, FALSE, NULL, NULL, 0, NULL, 1795549631388367, 1795549636880098, NULL, 4, 0);
insert into run (id, workspace_id, workflow_id, workflow_name, version_id, version, uid, request_id, state, state_values, runtime, output, states, problem, due_at, node, epoch, cancel_requested, parent_run, parent_step, depth, replay_of, accepted_at, started_at, ended_at, row_version, losses) values
  ('01a20f19-28f4-7232-952e-822debb93b19', '01a20f18-eb93-7b20-a692-aaf6a89961fb', '01a20f18-f248-7445-85ee-a7063ae06614', 'nap', '01a20f18-f248-7032-b1b1-62e64a825fe3', 1, 'waiting', '01a20f19-28d0-7847-9506-3e8cdb22c5ab', 'WAITING', '{}', '{"word":"yes"}', NULL, NULL, NULL, 1795549666941518, NULL, 1, FALSE, NULL, NULL, 0, NULL, 1795549636860800, 1795549636880098, NULL, 4, 0);
insert into run (id, workspace_id, workflow_id, workflow_name, version_id, version, uid, request_id, state, state_values, runtime, output, states, problem, due_at, node, epoch, cancel_requested, parent_run, parent_step, depth, replay_of, accepted_at, started_at, ended_at, row_version, losses) values
  ('01a20f19-4dae-725c-85a5-5c7dd12f8a39', '01a20f18-eb93-7b20-a692-aaf6a89961fb', '01a20f18-f248-7445-85ee-a7063ae06614', 'nap', '01a20f18-f248-7032-b1b1-62e64a825fe3', 1, 'held', '01a20f19-4da9-71e9-8031-71720d0c7e0a', 'QUEUED', '{}', '{"word":"held"}', NULL, NULL, NULL, 1795549646255969, NULL, 0, FALSE, NULL, NULL, 0, NULL, 1795549646255969, NULL, NULL, 1, 0);

insert into step (run_id, step_key, position, task, kind, status, attempt, input, output, error, due_at, started_at, ended_at) values
  ('01a20f19-0d85-7d0e-a356-da902d8d12a6', '/0', 0, 'answer', 'set', 'DONE', 1, NULL, '{"runtime":{"name":"Ada"},"states":{}}', NULL, NULL, 1795549630080149, 1795549630084545);
insert into step (run_id, step_key, position, task, kind, status, attempt, input, output, error, due_at, started_at, ended_at) values
  ('01a20f19-0f91-7636-8d78-7e45efb159f8', '/0', 0, 'answer', 'set', 'DONE', 1, NULL, U&'{"runtime":{"name":"Zo\00eb\\nNewline"},"states":{}}', NULL, NULL, 1795549630410836, 1795549630410884);
insert into step (run_id, step_key, position, task, kind, status, attempt, input, output, error, due_at, started_at, ended_at) values
  ('01a20f19-1397-779a-9cc8-af1434905474', '/0', 0, 'before', 'set', 'DONE', 1, NULL, '{"slept":false}', NULL, NULL, 1795549636939439, 1795549636939462);
insert into step (run_id, step_key, position, task, kind, status, attempt, input, output, error, due_at, started_at, ended_at) values
  ('01a20f19-1397-779a-9cc8-af1434905474', '/1', 1, 'nap', 'wait', 'WAITING', 1, NULL, NULL, NULL, 1795549666939499, 1795549636939499, NULL);
insert into step (run_id, step_key, position, task, kind, status, attempt, input, output, error, due_at, started_at, ended_at) values
  ('01a20f19-28f4-7232-952e-822debb93b19', '/0', 0, 'before', 'set', 'DONE', 1, NULL, '{"slept":false}', NULL, NULL, 1795549636941480, 1795549636941496);
insert into step (run_id, step_key, position, task, kind, status, attempt, input, output, error, due_at, started_at, ended_at) values
  ('01a20f19-28f4-7232-952e-822debb93b19', '/1', 1, 'nap', 'wait', 'WAITING', 1, NULL, NULL, NULL, 1795549666941518, 1795549636941518, NULL);

insert into trigger (id, workspace_id, name, setup, disabled, created_at, changed_at, last_seen_at, last_outcome, row_version) values
  ('01a20f19-1249-7951-a398-3a464e1557bb', '01a20f18-eb93-7b20-a692-aaf6a89961fb', 'github', '{"workflow":"greet","stateValues":{},"secretRequired":false,"signature":{"scheme":"github"},"mediaTypes":["application/json"],"acceptedStatus":202}', FALSE, 1795549631049175, 1795549631145769, NULL, NULL, 2);

insert into trigger_secret (id, trigger_id, purpose, digest, key_id, sealed, created_at, last_used_at, retires_at) values
  ('01a20f19-1264-79ba-99b0-6f064a5cadb2', '01a20f19-1249-7951-a398-3a464e1557bb', 'ADDRESS', '07c948ac953e35ce50a61e5ac268433caadd25a759e521b450ae028d1f85f5cf', 'kb23a7c6c', 'ATWyZbFVxbWo33VPiSOwIlO3z8/mFVYgdMizVTxiHvd8mGflVbAa8tE7u+vVo3P0iES08/INEhfCkepX4w==', 1795549631076424, NULL, NULL);
insert into trigger_secret (id, trigger_id, purpose, digest, key_id, sealed, created_at, last_used_at, retires_at) values
  ('01a20f19-129a-7f49-b28b-74e28b7aec62', '01a20f19-1249-7951-a398-3a464e1557bb', 'SIGNATURE', NULL, 'kb23a7c6c', 'AW1Vck9OgdDP2vJA0l3QB+gb9t/YAHwScDgRUaVqN1aS2mMokOybvZPdVGxUesk=', 1795549631130627, NULL, NULL);

insert into rejection (id, workspace, reason, detail, count, first_at, last_at) values
  ('01a20f19-10e2-7857-99cc-bb95d888f4a3', 'default', '', '', 0, 1795549630670424, 1795549630670424);
insert into rejection (id, workspace, reason, detail, count, first_at, last_at) values
  ('01a20f19-10f4-77a3-9755-976b5de532f9', 'default', 'no-such-workflow', 'This workspace has no workflow with the name or id ''none''.', 1, 1795549630670424, 1795549630670424);

insert into node (id, started_at, seen_at) values
  ('01a20f18-f285-7399-a7e9-f7217470d545', 1795549622942208, 1795549650854765);
