package drawbridge.workflow.definition;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.Fault;
import drawbridge.workflow.definition.source.DefinitionLimits;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is valid and may not be what its author means is warned about. */
@Tag("C9")
class WarningsTest {

  private static final String HEAD =
      "document: {dsl: '1.0.0', namespace: tests, name: greet, version: '1.0.0'}\ndo:\n";

  @Test
  void loopVariablesAndCatchNamesAreWarnedAboutAtTheirPlace() {
    List<Fault> warnings =
        warnings(
            """
            - one:
                for: {each: request, in: '${ .a }'}
                do: [{a: {set: {x: 1}}}]
            - two:
                for:
                  in: '${ .a }'
                  at: request
                do: [{a: {set: {x: 1}}}]
            - three:
                try: [{a: {set: {x: 1}}}]
                catch:
                  as: request
            """);
    assertThat(warnings)
        .extracting(Fault::pointer)
        .containsExactly("/do/0/one/for/each", "/do/1/two/for/at", "/do/2/three/catch/as");
    assertThat(warnings).extracting(Fault::line).containsExactly(4, 9, 14);
    assertThat(warnings).allMatch(it -> it.column() > 1 && it.detail().contains("hides"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{request: '{{runtime.a}}'}",
        "'${ {request: .a} }'",
        "'${ {a: 1, \"request\": .a} }'",
        "'${ {a: 1, request} }'",
        "'${ $context | .request = 1 }'",
        "'${ $context | .request |= 1 }'"
      })
  void exportOfAMemberNamedRequestIsWarnedAbout(String as) {
    assertThat(export(as))
        .singleElement()
        .satisfies(it -> assertThat(it.pointer()).startsWith("/do/0/a/export/as"))
        .satisfies(it -> assertThat(it.line()).isEqualTo(5));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{requests: 1}",
        "'${ {requests: .a} }'",
        "'${ {a: $context.request} }'",
        "'${ $context.request.method == \"PUT\" }'",
        "'${ {a: (.request == 1)} }'",
        "'${ $context + {b: 2} }'"
      })
  void otherExportIsNotWarnedAbout(String as) {
    assertThat(export(as)).isEmpty();
  }

  @ParameterizedTest
  @Tag("E1")
  @ValueSource(
      strings = {
        "set: {customer: .customer}",
        "set: {a: {b: [1, {c: '.pets[0].id'}]}}",
        "set: {a: '.pets + [1]'}",
        "set: {a: '.total * 2'}",
        "set: {a: $error}",
        "set: {a: '$context.order.id'}",
        "set: {a: '$input + 1'}",
        "call: http, with: {method: POST, endpoint: 'http://a/', body: {bet: .bet}}",
        "call: http, with: {method: GET, endpoint: 'http://a/', headers: {x: .token}}",
        "run: {workflow: {namespace: n, name: n, version: latest, input: {customer: .user}}}",
        "raise: {error: {type: 'http://x/y', status: 400, detail: .why}}",
      })
  void literalThatLooksLikeJqIsWarnedAbout(String task) {
    String caught = "- t: {try: [{b: {set: {x: 1}}}], catch: {do: [{a: {%s}}]}}".formatted(task);
    assertThat(warnings(caught))
        .singleElement()
        .satisfies(it -> assertThat(it.pointer()).startsWith("/do/0/t/catch/do/0/a/"))
        .satisfies(
            it -> assertThat(it.detail()).contains("literal text").doesNotContain("customer"));
  }

  @ParameterizedTest
  @Tag("E1")
  @ValueSource(
      strings = {
        "set: {a: 'costs $5', b: '$HOME', c: '...', d: '. and more', e: ./file, f: 'end.', g: .5}",
        "set: {a: '${ .customer }', b: '$${ .customer }', c: '{{runtime.a}}', d: ' .a'}",
        "set: {a: 1}, if: .customer, input: {from: .a}, output: {as: .b}, export: {as: '{c: .c}'}",
        "call: http, with: {method: GET, endpoint: 'http://a/{b}.c'}",
      })
  void otherTextIsNotWarnedAbout(String task) {
    assertThat(warnings("- a: {%s}".formatted(task))).isEmpty();
  }

  @Test
  void requestInOtherPlacesIsNotWarnedAbout() {
    assertThat(
            warnings(
                """
                - request:
                    for: {each: item, at: index, in: '${ .request }'}
                    do: [{a: {set: {request: '{{request.method}}'}}}]
                """))
        .isEmpty();
  }

  @Test
  void faultyDefinitionHasNoWarnings() {
    ParseResult result =
        read("- a: {for: {each: request, in: '${ .a }'}, do: [{a: {sett: {x: 1}}}]}");
    assertThat(result).isInstanceOf(ParseResult.Faulty.class);
    assertThat(result.warnings()).isEmpty();
  }

  @Test
  void warningsBeyondTheLimitAreCounted() {
    StringBuilder tasks = new StringBuilder();
    for (int i = 0; i < 5; i++) {
      tasks.append(
          "- t%d: {for: {each: request, in: '${ .a }'}, do: [{a: {set: {x: 1}}}]}\n".formatted(i));
    }
    DefinitionReader reader =
        new DefinitionReader(new DefinitionLimits(10_000, 500, 100, 1_000, 10, 2));
    List<Fault> warnings = reader.read(HEAD + tasks, DefinitionFormat.YAML).warnings();
    assertThat(warnings).hasSize(3);
    assertThat(warnings.get(2).detail()).startsWith("3 more warnings");
  }

  private static List<Fault> export(String as) {
    return warnings("- a:\n    set: {x: 1}\n    export: {as: %s}\n".formatted(as));
  }

  private static List<Fault> warnings(String tasks) {
    ParseResult result = read(tasks);
    assertThat(result).isInstanceOf(ParseResult.Sound.class);
    return result.warnings();
  }

  private static ParseResult read(String tasks) {
    return new DefinitionReader().read(HEAD + tasks, DefinitionFormat.YAML);
  }
}
