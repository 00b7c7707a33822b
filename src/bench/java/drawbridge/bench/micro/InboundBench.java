package drawbridge.bench.micro;

import drawbridge.inbound.entity.ReadResult;
import drawbridge.inbound.entity.RequestLimits;
import drawbridge.inbound.entity.RunOrder;
import drawbridge.inbound.entity.WorkflowRequest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Measures the way from the bytes of a body to the orders of its runs. */
@State(Scope.Thread)
public class InboundBench {

  private final byte[] single =
      bytes("{\"workflow\":\"bench\",\"uid\":\"order-1\",\"name\":\"Ada\",\"lines\":[1,2,3]}");
  private final byte[] batch =
      bytes(
          IntStream.range(0, 100)
              .mapToObj(i -> "{\"uid\":\"order-" + i + "\",\"name\":\"Ada\"}")
              .collect(
                  Collectors.joining(
                      ",",
                      "{\"workflow\":\"bench\",\"stateValues\":{\"a\":{\"b\":1}},\"batch\":[",
                      "]}")));
  private final WorkflowRequest parsed = request(batch);

  /** Parses one order. */
  @Benchmark
  public ReadResult parseSingle() {
    return WorkflowRequest.read(single, RequestLimits.DEFAULT);
  }

  /** Parses a batch of a hundred. */
  @Benchmark
  public ReadResult parseBatchOf100() {
    return WorkflowRequest.read(batch, RequestLimits.DEFAULT);
  }

  /** Merges a hundred entries with their parent. */
  @Benchmark
  public List<RunOrder> mergeBatchOf100() {
    return parsed.orders();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static WorkflowRequest request(byte[] body) {
    return WorkflowRequest.read(body, RequestLimits.DEFAULT)
        .match(
            request -> request,
            faults -> {
              throw new IllegalStateException(faults.toString());
            },
            detail -> {
              throw new IllegalStateException(detail);
            });
  }
}
