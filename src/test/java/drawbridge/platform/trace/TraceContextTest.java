package drawbridge.platform.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceContextTest {

  private static final String GOOD = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @Test
  void contextIsReadIntoItsFields() {
    TraceContext context = read(GOOD).orElseThrow();
    assertThat(context.traceparent()).isEqualTo(GOOD);
    assertThat(context.trace()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
    assertThat(context.span()).isEqualTo("b7ad6b7169203331");
    assertThat(context.flags()).isEqualTo("01");
    assertThat(context.tracestate()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-1",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
        "01-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01more",
        "00-0af7651916cd43dd8448eb211c80319-b7ad6b7169203331-01",
        "00_0af7651916cd43dd8448eb211c80319c_b7ad6b7169203331_01"
      })
  void invalidContextIsIgnored(String traceparent) {
    assertThat(read(traceparent)).isEmpty();
  }

  @Test
  void severalContextsAreIgnored() {
    assertThat(TraceContext.read(List.of(GOOD, GOOD), List.of())).isEmpty();
    assertThat(TraceContext.read(List.of(), List.of("a=1"))).isEmpty();
  }

  @Test
  void laterVersionIsReadAsVersion00() {
    String later = "cc-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-03-what-comes";
    assertThat(read(later).orElseThrow().traceparent()).isEqualTo(GOOD);
    assertThat(read("cc" + GOOD.substring(2)).orElseThrow().traceparent()).isEqualTo(GOOD);
  }

  @Test
  void severalStateHeadersFormOneList() {
    assertThat(state("rojo=00f067aa0ba902b7", " congo=t61rcWkgMzE ,, 1x@y=z"))
        .isEqualTo("rojo=00f067aa0ba902b7,congo=t61rcWkgMzE,1x@y=z");
  }

  @ParameterizedTest
  @ValueSource(strings = {"no-value", "A=1", "a=1,=2", "a=b=c", "a=\u00e4", " , "})
  void invalidStateIsDropped(String state) {
    assertThat(state(state)).isNull();
  }

  @Test
  void longStateIsCutAfterAMember() {
    String eleven = "k%d=" + "x".repeat(95);
    String members =
        IntStream.range(0, 11).mapToObj(eleven::formatted).collect(Collectors.joining(","));
    assertThat(state(members)).hasSizeLessThanOrEqualTo(512).startsWith("k0=").contains("k4=");
    assertThat(state(members)).doesNotContain("k5=");
  }

  private static Optional<TraceContext> read(String traceparent) {
    return TraceContext.read(List.of(traceparent), List.of());
  }

  private static @Nullable String state(String... headers) {
    return TraceContext.read(List.of(GOOD), List.of(headers)).orElseThrow().tracestate();
  }
}
