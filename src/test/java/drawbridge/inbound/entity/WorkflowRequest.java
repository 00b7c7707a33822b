package drawbridge.inbound.entity;

import drawbridge.inbound.body.Allowance;
import drawbridge.inbound.body.BodyLimit;
import drawbridge.inbound.body.ContentType;
import drawbridge.inbound.body.MemoryPool;
import drawbridge.inbound.body.ReceivedBody;
import drawbridge.platform.Problem;
import java.util.List;
import java.util.function.Function;

/** Reads bodies of workflow requests in tests. */
public final class WorkflowRequest {

  private static final long MEMORY = 512L << 20;

  private WorkflowRequest() {}

  /** Reads a body as {@link RequestForm} does, under the limit of its bytes. */
  public static <R> R read(
      byte[] body,
      RequestLimits limits,
      Function<List<RunOrder>, R> readable,
      Function<Problem, R> refused) {
    try (Allowance memory = new MemoryPool(MEMORY).open("w")) {
      return ReceivedBody.of(
          body,
          ContentType.of("application/json"),
          List.of(),
          new BodyLimit(limits.maxBody(), "a test"),
          memory,
          whole -> RequestForm.read(whole.content(), limits, memory, readable, refused),
          refused);
    }
  }
}
