package drawbridge.monitoring.boundary.mbean;

/** Ended runs of this node, and unfinished runs of all nodes. */
@Description("Runs that ended on this node since its start, and unfinished runs of all nodes")
public interface RunsMXBean {

  @Description("Runs that succeeded on this node")
  long getSucceeded();

  @Description("Runs that failed on this node")
  long getFailed();

  @Description("Runs that were cancelled on this node")
  long getCancelled();

  @Description("Steps that ended on this node")
  long getSteps();

  @Description("Outbound calls that ended on this node")
  long getCallCount();

  @Description("Total duration of these calls in seconds")
  double getCallSeconds();

  @Description("Runs not yet started, on all nodes; -1 while the store is unavailable")
  long getQueued();

  @Description("Running runs on all nodes; -1 while the store is unavailable")
  long getRunning();

  @Description(
      "Runs that wait for a time, a child or another node, on all nodes; -1 while the store is"
          + " unavailable")
  long getWaiting();

  @Description("Due runs that wait for a node, on all nodes; -1 while the store is unavailable")
  long getDue();

  @Description(
      "Longest wait of a due run in seconds; 0 without due runs, -1 while the store is"
          + " unavailable")
  double getOldestDueSeconds();
}
