-- Whether requests are checked against an input schema of this version, so that the others are accepted without compiling it.
-- Versions that were saved earlier have none, because schemas were refused.
alter table workflow_version add column input_schema boolean default false not null;
