-- Tokens of the operators' API. Only the SHA-256 of a value is stored. A token of a built-in operator goes with the operator, and one
-- that a token created goes with that token.
create table api_token (
  id             varchar(36)  primary key,
  name           varchar(60)  not null,
  digest         varchar(64)  not null unique,
  owner          varchar(300) not null,
  operator_name  varchar(100) references operator (name) on delete cascade,
  parent_id      varchar(36)  references api_token (id) on delete cascade,
  -- role and time of the latest sign-in of an owner from outside; null for a built-in operator, whose row has the role
  owner_role     varchar(10),
  owner_seen_at  bigint,
  -- separated by spaces
  scopes         varchar(100) not null,
  -- ids separated by spaces; null for all workspaces
  workspaces     varchar(4000),
  created_at     bigint       not null,
  expires_at     bigint,
  last_used_at   bigint,
  unique (owner, name)
);
create index api_token_operator on api_token (operator_name);
create index api_token_parent on api_token (parent_id);

-- the name of an operator with that of a token, as in the audit log
alter table bulk_replay alter column asked_by set data type varchar(300);
alter table refused_delivery alter column sent_by set data type varchar(300);
