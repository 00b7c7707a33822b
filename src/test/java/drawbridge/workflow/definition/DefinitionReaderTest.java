package drawbridge.workflow.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drawbridge.platform.Fault;
import drawbridge.workflow.definition.source.DefinitionLimits;
import drawbridge.workflow.model.Definition;
import drawbridge.workflow.model.Next;
import drawbridge.workflow.model.Task;
import drawbridge.workflow.model.TaskBody;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DefinitionReaderTest {

  static final String HEAD =
      "document: {dsl: 1.0.0, namespace: tests, name: one, version: 1.0.0}\n";
  private static final Path DEFINITIONS = Path.of("src/test/resources/definitions");
  private static final DefinitionReader READER = new DefinitionReader();

  static Stream<Path> samples() {
    return files(Path.of("src/samples/workflows"));
  }

  static Stream<Path> valid() {
    return files(DEFINITIONS.resolve("valid"));
  }

  static Stream<Path> faulty() {
    return files(DEFINITIONS.resolve("faulty")).filter(f -> f.toString().endsWith(".yaml"));
  }

  @ParameterizedTest
  @MethodSource({"samples", "valid"})
  void validDefinitionHasNoFaults(Path file) {
    DefinitionFormat format =
        file.toString().endsWith(".json") ? DefinitionFormat.JSON : DefinitionFormat.YAML;
    assertThat(faults(READER.read(text(file), format))).isEmpty();
  }

  /** The file beside each definition lists pointer, line:column and detail, one fault a line. */
  @ParameterizedTest
  @MethodSource("faulty")
  @Tag("H8")
  @Tag("X3")
  @Tag("X8")
  void faultyDefinitionReportsEveryFaultWithItsLocation(Path file) {
    Path expected = Path.of(file.toString().replace(".yaml", ".faults"));
    String found =
        faults(READER.read(text(file), DefinitionFormat.YAML)).stream()
            .map(f -> f.pointer() + " " + f.line() + ":" + f.column() + " " + f.detail())
            .collect(Collectors.joining("\n"));
    assertThat(found).isEqualTo(text(expected).stripTrailing());
  }

  @Test
  @Tag("X8")
  void thenNamesAnIndexAndTheDefaultCaseIsLast() {
    List<Task> tasks = everything().flow().tasks();
    assertThat(tasks.get(1).then()).isEqualTo(new Next.To(2));
    TaskBody.Switch choice = (TaskBody.Switch) tasks.get(2).step();
    assertThat(choice.cases()).extracting(TaskBody.Switch.Case::name).endsWith("other");
    assertThat(choice.cases().get(0).then()).isEqualTo(new Next.To(0));
  }

  @Test
  @Tag("X3")
  void repeatNeverMakesATaskNotRepeatable() {
    TaskBody.Try careful = (TaskBody.Try) everything().flow().tasks().get(6).step();
    assertThat(careful.flow().tasks()).extracting(Task::repeatable).containsExactly(false, true);
  }

  @Test
  @Tag("H8")
  void invalidTemplateIsAFaultWithItsLine() {
    String text = HEAD + "do:\n  - a:\n      set:\n        x: '{{#if}'\n";
    assertThat(faults(READER.read(text, DefinitionFormat.YAML)))
        .singleElement()
        .satisfies(fault -> assertThat(fault.pointer()).startsWith("/do/0/a/set"))
        .satisfies(fault -> assertThat(fault.line()).isEqualTo(5));
  }

  @Test
  @Tag("H9")
  void strictIsReadFromTheMetadata() {
    assertThat(everything().strict()).isTrue();
  }

  @Test
  void retriesAreCompiledInlineAndByName() {
    List<Task> tasks = everything().flow().tasks();
    TaskBody.Retry inline = ((TaskBody.Try) tasks.get(6).step()).caught().retry().orElseThrow();
    assertThat(inline.backoff()).isEqualTo(TaskBody.Backoff.EXPONENTIAL);
    assertThat(inline.attempts()).contains(3);
    TaskBody.Retry named = ((TaskBody.Try) tasks.get(7).step()).caught().retry().orElseThrow();
    assertThat(named.backoff()).isEqualTo(TaskBody.Backoff.LINEAR);
  }

  @Test
  void tooLongTextIsRefusedUnread() {
    DefinitionReader reader = new DefinitionReader(new DefinitionLimits(50, 500, 10, 10, 10, 10));
    assertThat(faults(reader.read(HEAD, DefinitionFormat.YAML)))
        .singleElement()
        .extracting(Fault::detail)
        .isEqualTo("the text has more than 50 characters");
  }

  @Test
  void tooDeepTreeIsRefusedInBothFormats() {
    String deep = "[".repeat(100_000);
    for (DefinitionFormat format : DefinitionFormat.values()) {
      assertThat(faults(READER.read(deep, format))).hasSize(1);
    }
  }

  @Test
  @Tag("X7")
  void tooManyOrTooDeepTasksAreFaults() {
    DefinitionReader reader = new DefinitionReader(new DefinitionLimits(10_000, 500, 2, 9, 2, 10));
    String many = HEAD + "do: [{a: {set: {x: 1}}}, {b: {set: {x: 1}}}, {c: {set: {x: 1}}}]";
    assertThat(faults(reader.read(many, DefinitionFormat.YAML)))
        .singleElement()
        .extracting(Fault::pointer)
        .isEqualTo("/do/2/c");
    DefinitionReader shallow = new DefinitionReader(new DefinitionLimits(10_000, 500, 9, 9, 2, 10));
    String deep = HEAD + "do: [{a: {do: [{b: {do: [{c: {set: {x: 1}}}]}}]}}]";
    assertThat(faults(shallow.read(deep, DefinitionFormat.YAML)))
        .singleElement()
        .extracting(Fault::pointer)
        .isEqualTo("/do/0/a/do/0/b/do/0/c");
  }

  @Test
  @Tag("X7")
  void hundredNestedTasksAreRead() {
    String text =
        HEAD + "do: " + "[{a: {do: ".repeat(99) + "[{a: {set: {x: 1}}}]" + "}}]".repeat(99);
    assertThat(faults(READER.read(text, DefinitionFormat.YAML))).isEmpty();
  }

  @Test
  void longNamesAreNotCopiedForEachPointer() {
    String name = "\"" + "n".repeat(1_000) + "\": {";
    String deep = name.repeat(300) + "\"v\": [" + "1,".repeat(150_000) + "1]" + "}".repeat(300);
    assertThat(faults(READER.read("{" + deep + "}", DefinitionFormat.JSON))).isNotEmpty();
  }

  @Test
  void longVersionIsRefused() {
    String text = HEAD.replace("version: 1.0.0", "version: 1.0.0-" + "a.".repeat(400_000) + "a");
    assertThat(faults(READER.read(text + "do: [{a: {set: {x: 1}}}]", DefinitionFormat.YAML)))
        .singleElement()
        .extracting(Fault::pointer)
        .isEqualTo("/document/version");
  }

  @Test
  void jsonAndYamlReportTheSameLocation() {
    String json = "{\n  \"document\": {},\n  \"do\": [\n    {\"a\": {\"set\": 5}}\n  ]\n}";
    assertThat(faults(READER.read(json, DefinitionFormat.JSON)))
        .isEqualTo(faults(READER.read(json, DefinitionFormat.YAML)))
        .anySatisfy(
            fault -> {
              assertThat(fault.pointer()).isEqualTo("/do/0/a/set");
              assertThat(fault.line()).isEqualTo(4);
              assertThat(fault.column()).isEqualTo(12);
            });
  }

  @Test
  void definitionMustBeAnObject() {
    for (String text : List.of("", "null", "5", "[]", "~", "---\n", "text")) {
      assertThat(faults(READER.read(text, DefinitionFormat.YAML))).as(text).isNotEmpty();
      assertThat(faults(READER.read(text, DefinitionFormat.JSON))).as(text).isNotEmpty();
    }
  }

  @Test
  void faultsBeyondTheLimitAreCounted() {
    DefinitionReader reader =
        new DefinitionReader(new DefinitionLimits(10_000, 500, 100, 1_000, 10, 2));
    List<Fault> faults = faults(reader.read("{a: 1, b: 2, c: 3}", DefinitionFormat.YAML));
    assertThat(faults).hasSize(3);
    assertThat(faults.get(2).detail()).contains("more faults");
  }

  @Test
  void faultyResultRequiresAFault() {
    assertThatThrownBy(() -> new ParseResult.Faulty(List.of()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static Definition everything() {
    return READER
        .read(text(DEFINITIONS.resolve("valid/everything.yaml")), DefinitionFormat.YAML)
        .<Definition>match(
            definition -> definition,
            faults -> {
              throw new AssertionError(faults);
            });
  }

  static List<Fault> faults(ParseResult result) {
    return result.<List<Fault>>match(definition -> List.of(), faults -> faults);
  }

  static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Stream<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
