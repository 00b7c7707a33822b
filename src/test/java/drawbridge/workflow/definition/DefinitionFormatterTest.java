package drawbridge.workflow.definition;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.workflow.definition.DefinitionFormatter.Formatted;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DefinitionFormatterTest {

  @Test
  void indentationAndSpacesAreMadeEqualAndCommentsAndStylesStay() {
    String text =
        """
        # what it does
        document:   {dsl: '1.0.0',   namespace: tests, name: greet,version: '1.0.0'}

        do:
        - greet:   # the only task
                set:
                    text: |
                      Hello
                        world
                    quoted:    "a \\u00e9"
        # the end
        """;
    assertThat(yaml(text))
        .isEqualTo(
            """
            # what it does
            document: {dsl: '1.0.0', namespace: tests, name: greet, version: '1.0.0'}

            do:
              - greet: # the only task
                  set:
                    text: |
                      Hello
                        world
                    quoted: "a é"
            # the end
            """);
  }

  @Test
  void jsonIsIndented() {
    assertThat(DefinitionFormatter.format("{\"a\":[1,{\"b\":1.50}]}", DefinitionFormat.JSON).text())
        .isEqualTo("{\n  \"a\" : [ 1, {\n    \"b\" : 1.50\n  } ]\n}\n");
  }

  static Stream<Path> samples() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src", "samples", "workflows"))) {
      return files.toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void formattedTextFormatsToItself(Path sample) throws IOException {
    String text = yaml(Files.readString(sample));
    assertThat(yaml(text)).isEqualTo(text);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a: [1", "a: 1\na: 2\n", "", "a: &x 1\nb: *x\n", "a: !!str 1\n"})
  void textWithFaultsOfSyntaxIsNotFormatted(String text) {
    Formatted formatted = DefinitionFormatter.format(text, DefinitionFormat.YAML);
    assertThat(formatted.text()).isEmpty();
    assertThat(formatted.faults()).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a: 1_000\n",
        "a: 0o17\n",
        "a: 'no'\nb: no\n",
        "a: >-\n  folded\n  text\n\nb: >+\n  kept\n\n",
        "'a b': \"\\t\"\n? x\n: y\n",
        "a: |2\n    two\n  lines\n",
        "[a, {b: c}]\n",
        "a:\n"
      })
  void valuesStayTheSame(String text) {
    Formatted formatted = DefinitionFormatter.format(text, DefinitionFormat.YAML);
    assertThat(formatted.faults()).isEmpty();
    assertThat(yaml(formatted.text())).isEqualTo(formatted.text());
  }

  @Test
  void deepTextsAreFormatted() {
    String deep = "{a: ".repeat(400) + "1" + "}".repeat(400) + "\n";
    assertThat(DefinitionFormatter.format(deep, DefinitionFormat.YAML).faults()).isEmpty();
  }

  private static String yaml(String text) {
    Formatted formatted = DefinitionFormatter.format(text, DefinitionFormat.YAML);
    assertThat(formatted.faults()).isEqualTo(List.of());
    return formatted.text();
  }
}
