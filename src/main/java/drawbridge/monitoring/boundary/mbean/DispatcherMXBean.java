package drawbridge.monitoring.boundary.mbean;

/** Execution of runs on this node. */
@Description("Execution of runs on this node")
public interface DispatcherMXBean {

  @Description("Id of this node")
  String getNode();

  @Description("Runs that threads of this node execute now")
  long getActive();

  @Description("Maximum number of concurrent runs on this node (drawbridge.run.concurrency)")
  int getConcurrency();

  @Description("Runs that the full executor refused")
  long getRefused();

  @Description("Runs taken over from dead nodes")
  long getTakenOver();

  @Description("Seconds since the last poll for due runs; -1 before the first poll")
  double getSecondsSinceSweep();
}
