package drawbridge.run.entity;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.Ids;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Failures of the same cause are equal, whatever data their runs have. */
@Tag("O3")
class FailureTest {

  private static final String WORKSPACE = Ids.next(1);
  private static final String WORKFLOW = Ids.next(2);

  private static String problem(String pointer, String type, String status, String detail) {
    return """
        {"type": "%s", "status": %s, "title": "Communication failed",
        "task": {"name": "charge", "pointer": "%s"}, "body": {"id": [1, {"a": 2}]},
        "detail": "%s", "instance": "%s", "errors": [{"detail": "x"}], "next": "Replay."}"""
        .formatted(type, status, pointer, detail, pointer);
  }

  private static Failure of(String detail) {
    return Failure.of(problem("/do/0/charge", "urn:a", "500", detail));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Order 4711 is unknown | Order * is unknown",
        "Order A-4711/7 of 12.50 EUR is unknown | Order * of * EUR is unknown",
        "no run 0193a0f2-5a00-7000-8000-000000000001 here | no run * here",
        "expired at 2026-11-24T10:08:22.293261Z | expired at *",
        "expired at 2026-11-24T10:08:22+01:00, not before | expired at *, not before",
        "timeout of PT1M30S | timeout of *",
        "GET https://shop.example/orders/4711?q=a answered 500 | GET https://shop.example/* answered *",
        "cannot connect to 10.0.0.7:8443 | cannot connect to *",
        "cannot connect to [fe80::1]:443 | cannot connect to [*::*]:*",
        "no customer ada@example.com | no customer *",
        "token eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-def | token *.abc-def",
        "key AbCdEfGhIjKlMnOpQrStUvWxYzAbCdEfGh is wrong | key * is wrong",
        "/items/3/price must be a number | /items/*/price must be a number",
        "the run exceeded the limit 'stored bytes per run' of 67108864 | the run exceeded the limit 'stored bytes per run' of *",
        "the secret 'shop' is not configured | the secret 'shop' is not configured",
        "Auftrag ٤٧ fehlt | Auftrag * fehlt",
        "two\\n  lines | two lines"
      })
  void valuesOfSingleRunsAreReplaced(String detail, String pattern) {
    assertThat(of(detail).detail()).isEqualTo(pattern);
  }

  @Test
  void tenThousandOrdersAreOneIssue() {
    Set<String> issues =
        IntStream.range(0, 10_000)
            .mapToObj(
                n ->
                    of("Order %d of %s at %s".formatted(n * 7, Ids.next(n), Ids.time(Ids.next(n)))))
            .map(failure -> failure.issue(WORKSPACE, WORKFLOW))
            .collect(Collectors.toSet());
    assertThat(issues).hasSize(1).allMatch(Ids::isUuid);
  }

  @Test
  void positionsAndIterationsAreNoPartOfTheTask() {
    Failure one = Failure.of(problem("/do/0/all/do/2/charge", "urn:a", "500", "no"));
    Failure moved = Failure.of(problem("/do/3/all/do/0/charge", "urn:a", "500", "no"));
    assertThat(moved).isEqualTo(one);
    assertThat(one.task()).isEqualTo("charge");
  }

  @Test
  void differentErrorsOfOneTaskAreDifferentIssues() {
    List<Failure> all =
        List.of(
            of("the card was refused"),
            of("the shop is closed"),
            Failure.of(problem("/do/0/charge", "urn:a", "404", "the shop is closed")),
            Failure.of(problem("/do/0/charge", "urn:b", "500", "the shop is closed")),
            Failure.of(problem("/do/0/other/do/0/charge", "urn:a", "500", "the shop is closed")));
    assertThat(all.stream().map(it -> it.issue(WORKSPACE, WORKFLOW))).doesNotHaveDuplicates();
  }

  @Test
  void workflowsAndWorkspacesHaveOwnIssues() {
    Failure failure = of("no");
    assertThat(
            List.of(
                failure.issue(WORKSPACE, WORKFLOW),
                failure.issue(WORKFLOW, WORKSPACE),
                failure.issue(WORKSPACE, WORKSPACE)))
        .doesNotHaveDuplicates();
  }

  @Test
  void aFailureOfTheWholeRunHasNoTask() {
    assertThat(Failure.of(problem("", "urn:a", "400", "the input does not fit")).task()).isNull();
    assertThat(Failure.of("{\"type\": \"urn:a\", \"status\": 500}").task()).isNull();
  }

  @Test
  void textsAreBounded() {
    String name = "n".repeat(5_000);
    Failure failure =
        Failure.of(
            """
            {"type": "%s", "status": 99999999999, "title": "%s",
            "task": {"name": "%s", "pointer": "/do/0/%s"}, "detail": "%s"}"""
                .formatted(name, "long ".repeat(9_000), name, name, "😀".repeat(3_000)));
    assertThat(failure.type()).hasSize(300);
    assertThat(failure.title()).hasSizeLessThanOrEqualTo(200);
    assertThat(failure.task()).hasSize(255);
    assertThat(failure.detail()).hasSize(200).endsWith("😀");
    assertThat(failure.status()).isNull();
  }

  @Test
  void aDamagedProblemIsGroupedByWhatIsLeft() {
    assertThat(Failure.of("{\"type\": \"urn:a\", \"title\": \"No").type()).isEqualTo("urn:a");
    assertThat(Failure.of("")).isEqualTo(Failure.of("[]"));
  }

  @Test
  void membersMayHaveAnyType() {
    Failure odd =
        Failure.of(
            """
            {"type": 7, "status": "500", "title": null, "task": [1], "detail": {"a": 1}}""");
    assertThat(odd).isEqualTo(new Failure(null, " ", "7", 500, null, null));
  }

  @Test
  void longTextsOfOneCharacterAreReadInLinearTime() {
    for (String text : List.of("a", "1", "@", "/", "https://a", "-", " ", "a@", "*")) {
      assertThat(Failure.pattern(text.repeat(200_000))).hasSizeLessThanOrEqualTo(200);
    }
  }
}
