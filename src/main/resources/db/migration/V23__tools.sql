-- Whether the current version of a workflow is marked as a tool (metadata.tool), so that tools are listed without compiling all workflows.
-- Versions that were saved earlier are offered when they are saved again, also with the same text.
alter table workflow add column tool boolean default false not null;
