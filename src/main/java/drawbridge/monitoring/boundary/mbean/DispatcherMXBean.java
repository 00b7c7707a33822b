package drawbridge.monitoring.boundary.mbean;

/** How this node works on runs. */
@Description("How this node works on runs")
public interface DispatcherMXBean {

  @Description("How the table of nodes calls this one")
  String getNode();

  @Description("Runs that threads of this node work on at this moment")
  long getActive();

  @Description("Runs that this node works on at once at most (drawbridge.run.concurrency)")
  int getConcurrency();

  @Description("Runs that found the executor full")
  long getRefused();

  @Description("Runs that were taken over from dead nodes")
  long getTakenOver();

  @Description("Seconds since this node last looked for work; -1 before the first time")
  double getSecondsSinceSweep();
}
