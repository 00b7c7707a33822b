package drawbridge.platform.binding;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.Fault;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonBindingTest {

  /** A request with every kind of component. */
  public record Order(
      @NotNull @Size(min = 2, max = 5) String name,
      @Min(1) @Max(9) @Nullable Integer count,
      @Nullable Boolean gift,
      @OneOf({"red", "blue"}) @Nullable String colour,
      @IsoDuration(max = "PT1H") @Nullable String within,
      @IsoInstant @Nullable String at,
      @UuidText @Nullable String id,
      @WholeNumber(min = 1, max = 9) @Nullable String page,
      @Storable @Nullable String note,
      @Nullable List<@NotNull @Size(max = 3) String> tags,
      @Valid @Nullable Address to,
      @AsWhole("must be a point") @Valid @Nullable Point point,
      @Nullable JsonObject data) {}

  /** A record in the request. */
  public record Address(@NotNull String town) {}

  /** A record that is reported as a whole. */
  public record Point(@NotNull Integer x, @NotNull Integer y) {}

  /** A reply. */
  public record Reply(
      String z,
      @Nullable String missing,
      Instant at,
      long count,
      boolean yes,
      List<Address> a,
      JsonValue data,
      Map<String, Long> sums) {}

  @Test
  void everyFaultIsReportedAtItsPointer() {
    assertThat(
            faults(
                """
                {"name": "x", "count": 10, "gift": "yes", "colour": "green", "within": "PT2H",
                 "at": "yesterday", "id": "1", "page": "0", "note": "\\u0000",
                 "tags": ["four", 1, null, "ok"], "to": {"town": 1, "a/b~": 2},
                 "point": {"x": 1.5, "z": 1}, "data": [], "more": null, "more": null}
                """))
        .containsOnlyKeys(
            "/name",
            "/count",
            "/gift",
            "/colour",
            "/within",
            "/at",
            "/id",
            "/page",
            "/note",
            "/tags/0",
            "/tags/1",
            "/tags/2",
            "/to/town",
            "/to/a~1b~0",
            "/point",
            "/data",
            "/more")
        .containsEntry("/name", "must have 2 to 5 characters")
        .containsEntry("/colour", "must be one of red, blue")
        .containsEntry("/tags/1", "must be a string")
        .containsEntry("/tags/2", "is missing")
        .containsEntry("/point", "must be a point");
  }

  @Test
  void aMemberThatIsNullIsNotSet() {
    assertThat(faults("{\"name\": null, \"colour\": null, \"to\": null}"))
        .isEqualTo(Map.of("/name", "is missing"));
  }

  @Test
  void aRepeatedNameIsAFaultAtEveryLevel() {
    List<Fault> faults = new ArrayList<>();
    JsonText.object("{\"a\": 1, \"b\": [{\"c\": 1, \"c\": 2}], \"a\": 2}", faults);
    assertThat(faults).extracting(Fault::pointer).containsExactly("/b/0/c", "/a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "[]", "1", "{", "{} {}", "{\"a\"}", "{\"a\": 1e}", "nul", "{\"a\":}"})
  void aTextThatIsNotOneObjectIsRefused(String text) {
    List<Fault> faults = new ArrayList<>();
    assertThat(JsonText.object(text, faults)).isEmpty();
    assertThat(faults).hasSize(1);
  }

  @Test
  void valuesBeyondTheLimitsAreRefusedAndDoNotThrow() {
    for (String text :
        List.of(
            "{\"a\": " + "[".repeat(5_000) + "]".repeat(5_000) + "}",
            "{\"a\": " + "9".repeat(5_000) + "}",
            "{\"a\": 1e999999999}",
            "{\"a\": 1e99999999999}",
            "{\"a\": \"\\ud800\"}",
            "{\"\\udc00\": 1}",
            "{\"" + "n".repeat(60_000) + "\": 1}")) {
      List<Fault> faults = new ArrayList<>();
      var unused = JsonText.object(text, faults);
      assertThat(faults).hasSize(1);
    }
  }

  @Test
  void damagedDocumentIsShownAsSuch() {
    assertThat(String.valueOf(JsonBinding.shown("{\"secret\": hunter2")))
        .contains("unreadable")
        .doesNotContain("hunter2");
    assertThat(JsonBinding.shown(null)).isNull();
    assertThat(String.valueOf(JsonBinding.shown("[" + "9".repeat(5_000) + "]")))
        .contains("unreadable");
  }

  @Test
  void documentsKeepTheirDigits() {
    String data = "{\"a\":1.10,\"b\":[12345678901234567890.0,null,{}]}";
    Order order =
        read("{\"name\": \"ab\", \"data\": " + data + "}", new ArrayList<>()).orElseThrow();
    assertThat(order.data()).hasToString(data);
  }

  @Test
  void aReplyHasItsComponentsInOrderAndNoneThatAreNull() {
    JsonValue data = JsonBinding.object("{\"n\":1.10,\"m\":null}");
    Instant at = Instant.parse("2026-01-31T23:59:59.120Z");
    Reply reply =
        new Reply("ü", null, at, 5, true, List.of(new Address("x")), data, Map.of("a", 1L));
    assertThat(JsonBinding.write(reply))
        .isEqualTo(
            "{\"z\":\"ü\",\"at\":\"2026-01-31T23:59:59.120Z\",\"count\":5,\"yes\":true,"
                + "\"a\":[{\"town\":\"x\"}],\"data\":{\"n\":1.10,\"m\":null},\"sums\":{\"a\":1}}");
  }

  @Test
  void aDocumentThatIsNullIsWritten() {
    assertThat(JsonBinding.write(new Held(JsonBinding.document("null"))))
        .isEqualTo("{\"data\":null}");
  }

  /** Holds a document. */
  public record Held(@Nullable JsonValue data) {}

  @Test
  void textsDoNotDependOnTheLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.GERMAN);
      assertThat(faults("{}")).isEqualTo(Map.of("/name", "is missing"));
    } finally {
      Locale.setDefault(before);
    }
  }

  private static Map<String, String> faults(String text) {
    List<Fault> faults = new ArrayList<>();
    assertThat(read(text, faults).filter(it -> faults.isEmpty())).isEmpty();
    return faults.stream().collect(Collectors.toMap(Fault::pointer, Fault::detail, (a, b) -> a));
  }

  private static Optional<Order> read(String text, List<Fault> faults) {
    Function<JsonObject, Optional<Order>> bind = it -> JsonBinding.read(it, Order.class, faults);
    return JsonText.object(text, faults).flatMap(bind);
  }
}
