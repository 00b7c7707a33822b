package drawbridge.expression.jq;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import drawbridge.expression.jq.value.JqError;
import drawbridge.expression.jq.value.LimitPassed;
import drawbridge.expression.jq.value.RefusedProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * jq's own tests, read from a directory beside the project. What differs stands in {@code
 * jq/differences.txt} with its reason; a case that passes may not stand there.
 */
@Tag("E7")
@Tag("E8")
class JqSuiteTest {

  private static final Path DIRECTORY =
      Path.of(System.getProperty("drawbridge.suites", "../shared/suites")).resolve("jq");
  private static final Path DIFFERENCES = Path.of("src/test/resources/jq/differences.txt");
  private static final String REFUSED = "%%FAIL";

  private static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(20_000).build())
                  .build())
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .build();

  /** A case of a file: one that is refused has no input. */
  private record Case(String program, String input, List<String> results, boolean isRefused) {}

  @Test
  void everyCasePassesOrIsNamed() throws IOException {
    assumeTrue(Files.isDirectory(DIRECTORY), "skipped: there is no directory " + DIRECTORY);
    Map<String, String> found = new TreeMap<>();
    int passed = 0;
    try (Stream<Path> files = Files.list(DIRECTORY)) {
      for (Path file : files.sorted().toList()) {
        for (Map.Entry<Integer, Case> one : cases(file).entrySet()) {
          String fault = fault(one.getValue());
          passed += fault.isEmpty() ? 1 : 0;
          if (!fault.isEmpty()) {
            found.put(file.getFileName() + ":" + one.getKey(), fault);
          }
        }
      }
    }
    assertThat(passed).isGreaterThan(800);
    assertThat(found.keySet()).as("%s", found).isEqualTo(differences().keySet());
  }

  private static Map<String, String> differences() throws IOException {
    Map<String, String> named = new TreeMap<>();
    for (String line : Files.readAllLines(DIFFERENCES)) {
      if (!line.isBlank() && !line.startsWith("#")) {
        named.put(line.split(" ", 2)[0], line.split(" ", 2)[1]);
      }
    }
    return named;
  }

  private static Map<Integer, Case> cases(Path file) throws IOException {
    Map<Integer, Case> cases = new TreeMap<>();
    List<String> lines = Files.readAllLines(file);
    int at = 0;
    while (at < lines.size()) {
      String first = lines.get(at);
      if (first.isBlank() || first.startsWith("#")) {
        at++;
        continue;
      }
      int begun = at + 1;
      List<String> all = new ArrayList<>();
      for (; at < lines.size() && !lines.get(at).isBlank(); at++) {
        if (all.size() < 2 || !lines.get(at).startsWith("#")) {
          all.add(lines.get(at));
        }
      }
      boolean isRefused = first.startsWith(REFUSED);
      cases.put(
          begun,
          isRefused
              ? new Case(all.get(1), "null", List.of(), true)
              : new Case(first, all.get(1), all.subList(2, all.size()), false));
    }
    return cases;
  }

  /** Returns what is wrong with a case; empty when it passes. */
  private static String fault(Case one) throws JsonProcessingException {
    List<JsonNode> results = new ArrayList<>();
    String end = "";
    try {
      Program program = Program.of(one.program);
      if (one.isRefused) {
        return program.variables().isEmpty() ? "accepted: " + one.program : "";
      }
      program.each(read(one.input), Map.of(), results::add);
    } catch (RefusedProgram e) {
      return one.isRefused ? "" : "refused: " + one.program + ": " + e.getMessage();
    } catch (JqError | LimitPassed e) {
      end = String.valueOf(e.getMessage());
    }
    boolean passes = results.size() == one.results.size();
    for (int i = 0; passes && i < results.size(); i++) {
      passes = isSame(results.get(i), read(one.results.get(i)));
    }
    return passes ? "" : one.program + " makes " + results + " " + end;
  }

  private static JsonNode read(String text) throws JsonProcessingException {
    return MAPPER.readTree(
        text.replaceFirst("^\\uFEFF", "").replaceAll("(?i)(?<![\"\\w])-?nan(?![\"\\w])", "NaN"));
  }

  /** Compares as jq does; JSON has null for NaN. */
  private static boolean isSame(JsonNode result, JsonNode expected) {
    if (result.isNumber() && expected.isNumber()) {
      return result.doubleValue() == expected.doubleValue();
    } else if (result.isNull() && expected.isNumber()) {
      return Double.isNaN(expected.doubleValue());
    } else if (result.size() != expected.size() || result.getNodeType() != expected.getNodeType()) {
      return false;
    } else if (result.isArray()) {
      for (int i = 0; i < result.size(); i++) {
        if (!isSame(result.get(i), expected.get(i))) {
          return false;
        }
      }
      return true;
    }
    return result.isObject()
        ? result.properties().stream()
            .allMatch(member -> isSame(member.getValue(), expected.path(member.getKey())))
        : result.equals(expected);
  }
}
