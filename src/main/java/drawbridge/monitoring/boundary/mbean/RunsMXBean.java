package drawbridge.monitoring.boundary.mbean;

/** Runs: what ended here, and what waits anywhere. */
@Description("Runs: those that ended on this node since its start, and the queue of all nodes")
public interface RunsMXBean {

  @Description("Runs that ended well on this node")
  long getSucceeded();

  @Description("Runs that ended badly on this node")
  long getFailed();

  @Description("Runs that were stopped on this node")
  long getCancelled();

  @Description("Steps that ended on this node")
  long getSteps();

  @Description("Outbound calls that ended on this node")
  long getCallCount();

  @Description("Seconds that these calls took, all together")
  double getCallSeconds();

  @Description("Runs that nobody has begun with, on all nodes; -1 while the store does not answer")
  long getQueued();

  @Description("Runs at work, on all nodes; -1 while the store does not answer")
  long getRunning();

  @Description(
      "Runs that wait for a time, a child or another node, on all nodes; -1 while the store does not"
          + " answer")
  long getWaiting();

  @Description("Runs that wait for a node now, on all nodes; -1 while the store does not answer")
  long getDue();

  @Description(
      "Seconds that the longest of the due runs has waited; 0 when none is due, -1 while the store"
          + " does not answer")
  double getOldestDueSeconds();
}
