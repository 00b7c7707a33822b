package drawbridge.monitoring.boundary.mbean;

import java.util.Map;

/** Received webhooks on this node since its start. */
@Description("Received webhooks on this node since its start")
public interface InboundMXBean {

  @Description("Entries that started a run")
  long getAccepted();

  @Description("Entries whose uid had already started a run")
  long getDuplicates();

  @Description("Duplicates with another payload")
  long getConflicts();

  @Description("Rejected requests and entries")
  long getRejected();

  @Description("Rejected requests and entries by reason")
  Map<String, Long> getRejectedByReason();

  @Description("Requests answered 503 because the store was unavailable")
  long getUnavailable();

  @Description("Requests that were read and committed")
  long getAcceptCount();

  @Description("Total seconds from reading these requests to their commit")
  double getAcceptSeconds();
}
