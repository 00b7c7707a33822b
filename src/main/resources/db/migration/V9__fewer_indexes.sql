-- Every index of runs is written whenever one begins and ends. Who holds a run is asked along the lanes (run_lane) now, where the
-- few that are at work lie together, and by id.
drop index run_node;
