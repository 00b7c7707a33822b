package drawbridge.bench.micro;

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

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static List<RunOrder> orders(byte[] body) {
    return RequestForm.read(
        body,
        RequestLimits.DEFAULT,
        orders -> orders,
        problem -> {
          throw new IllegalStateException(problem.toString());
        });
  }
}
