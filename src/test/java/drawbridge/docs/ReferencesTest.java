package drawbridge.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The documents name files and tests that exist. */
class ReferencesTest {

  private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");
  private static final Pattern TEST =
      Pattern.compile("\\b([A-Z]\\w*(?:Test|IT|ST|OverHttp))#(\\w+)");

  @Test
  void everyRelativeLinkLeadsToAFile() {
    List<String> broken = new ArrayList<>();
    for (Path document : documents()) {
      for (MatchResult link : LINK.matcher(read(document)).results().toList()) {
        if (!Files.exists(document.resolveSibling(link.group(1)))) {
          broken.add(document + ": " + link.group(1));
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  @Test
  void everyNamedTestExists() {
    Map<String, String> tests =
        files(Path.of("src/test/java"), ".java")
            .collect(
                Collectors.toMap(
                    file -> file.getFileName().toString().replace(".java", ""),
                    ReferencesTest::read,
                    String::concat));
    List<String> missing = new ArrayList<>();
    for (Path document : documents()) {
      for (MatchResult test : TEST.matcher(read(document)).results().toList()) {
        if (!tests.getOrDefault(test.group(1), "").contains(" " + test.group(2) + "(")) {
          missing.add(document + ": " + test.group());
        }
      }
    }
    assertThat(missing).isEmpty();
  }

  private static List<Path> documents() {
    try (Stream<Path> top = Files.list(Path.of(""))) {
      return Stream.of(
              top.filter(file -> file.toString().endsWith(".md")),
              files(Path.of("src/docs"), ".md"),
              files(Path.of("server-config"), ".md"))
          .flatMap(found -> found)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns the files below the directory whose names end like this. */
  private static Stream<Path> files(Path directory, String ending) {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(file -> file.toString().endsWith(ending)).toList().stream();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
