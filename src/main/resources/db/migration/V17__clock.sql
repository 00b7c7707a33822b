-- What all nodes know of the clock: one row with the id 1. Times in microseconds, like all others.
-- seen_at: the newest time at which a node ran. accepted_until: rows of the future that an operator has accepted.
-- still_since: the time at which rows stopped to age, null while they age. still_left: running time until they age again.
create table clock (
  id              integer primary key,
  seen_at         bigint not null,
  accepted_until  bigint not null,
  still_since     bigint,
  still_left      bigint not null
);
