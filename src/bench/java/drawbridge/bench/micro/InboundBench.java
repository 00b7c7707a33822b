package drawbridge.bench.micro;

import drawbridge.inbound.body.Allowance;
import drawbridge.inbound.body.MemoryPool;
import drawbridge.inbound.entity.RequestForm;
import drawbridge.inbound.entity.RequestLimits;
import drawbridge.inbound.entity.RunOrder;
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

  private final MemoryPool memory = new MemoryPool(1 << 30);
  private final byte[] single = single();
  private final byte[] batch =
      entries("{\"workflow\":\"bench\",\"stateValues\":{\"a\":{\"b\":1}},\"batch\":[", "]}");

  /** Parses one order. */
  @Benchmark
  public List<RunOrder> parseSingle() {
    return orders(single);
  }

  /** Parses a batch of a hundred and merges its entries with their parent. */
  @Benchmark
  public List<RunOrder> parseBatchOf100() {
    return orders(batch);
  }

  static byte[] single() {
    return bytes("{\"workflow\":\"bench\",\"uid\":\"order-1\",\"name\":\"Ada\",\"lines\":[1,2,3]}");
  }

  /** Returns a hundred objects with unique uids, between a start and an end. */
  static byte[] entries(String start, String end) {
    return bytes(
        IntStream.range(0, 100)
            .mapToObj(i -> "{\"uid\":\"order-" + i + "\",\"name\":\"Ada\"}")
            .collect(Collectors.joining(",", start, end)));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private List<RunOrder> orders(byte[] body) {
    try (Allowance allowance = memory.open("workspace")) {
      return RequestForm.read(
          body,
          RequestLimits.DEFAULT,
          allowance,
          orders -> orders,
          problem -> {
            throw new IllegalStateException(problem.toString());
          });
    }
  }
}
