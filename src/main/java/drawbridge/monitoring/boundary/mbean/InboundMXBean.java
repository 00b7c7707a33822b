package drawbridge.monitoring.boundary.mbean;

import java.util.Map;

/** What came in, on this node since its start. */
@Description("Webhooks that came in, on this node since its start")
public interface InboundMXBean {

  @Description("Entries of requests that started a run")
  long getAccepted();

  @Description("Entries whose uid had started a run before")
  long getDuplicates();

  @Description("Of the duplicates, those that came with another payload")
  long getConflicts();

  @Description("Requests and entries that were refused")
  long getRejected();

  @Description("Requests and entries that were refused, by the kind of their problem")
  Map<String, Long> getRejectedByReason();

  @Description("Requests that were told to come again, since the store did not answer")
  long getUnavailable();

  @Description("Requests whose entries were judged")
  long getAcceptCount();

  @Description("Seconds from when these were read until they were durable, all together")
  double getAcceptSeconds();
}
