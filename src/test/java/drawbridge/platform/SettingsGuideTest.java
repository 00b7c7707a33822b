package drawbridge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Every setting is told in the operators' guide and in the README, and none that there is not. */
class SettingsGuideTest {

  private static final Path SETTINGS =
      Path.of("src/main/resources/META-INF/microprofile-config.properties");
  private static final Path RESOURCES = Path.of("server-config/post-boot.asadmin");
  private static final Path GUIDE = Path.of("src/docs/operators.md");
  private static final Path README = Path.of("README.md");

  private static final Pattern SET = Pattern.compile("(?m)^#?(drawbridge\\.[a-z0-9.-]+)=");
  private static final Pattern OF_THE_SERVER =
      Pattern.compile("--propertyName=(drawbridge\\.[a-z.]+)");
  private static final Pattern CELL = Pattern.compile("(?m)^\\| (`DRAWBRIDGE_[^|]*) \\|");
  private static final Pattern NAME = Pattern.compile("`…?([A-Z_]+)");

  /** Named by whoever writes a workflow. */
  private static final String FREE = "DRAWBRIDGE_SECRETS_";

  @Test
  void guideAndReadmeTellAllThatThereAre() throws IOException {
    assertThat(told(GUIDE)).isEqualTo(known());
    assertThat(told(README)).isEqualTo(known());
  }

  @Test
  void neitherGuideNorReadmeTellsAnyThatThereIsNot() throws IOException {
    for (Path page : List.of(GUIDE, README)) {
      for (MatchResult cell : CELL.matcher(Files.readString(page)).results().toList()) {
        for (String name : names(cell.group(1))) {
          assertThat(known()).as(page + ": " + cell.group(1)).anyMatch(it -> it.endsWith(name));
        }
      }
    }
  }

  private static Set<String> known() throws IOException {
    Set<String> known = new TreeSet<>(found(SET, SETTINGS));
    known.addAll(found(OF_THE_SERVER, RESOURCES));
    known.removeIf(name -> name.startsWith(FREE));
    return known;
  }

  private static List<String> found(Pattern pattern, Path file) throws IOException {
    return pattern
        .matcher(Files.readString(file))
        .results()
        .map(it -> variable(it.group(1)))
        .toList();
  }

  private static String variable(String setting) {
    return setting.replaceAll("[^a-z0-9]", "_").toUpperCase(Locale.ROOT);
  }

  /** The known ones that a page tells: {@code `DRAWBRIDGE_DATABASE_URL`, `_USER`} are two. */
  private static Set<String> told(Path page) throws IOException {
    Set<String> known = known();
    return CELL.matcher(Files.readString(page))
        .results()
        .flatMap(cell -> known.stream().filter(name -> isIn(cell.group(1), name)))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isIn(String cell, String variable) {
    List<String> names = names(cell);
    return names.stream()
        .anyMatch(
            name ->
                name.equals(variable)
                    || (name.startsWith("_")
                        && variable.endsWith(name)
                        && names
                            .get(0)
                            .startsWith(variable.substring(0, variable.length() - name.length()))));
  }

  private static List<String> names(String cell) {
    return NAME.matcher(cell)
        .results()
        .map(name -> name.group(1))
        .filter(name -> !name.startsWith(FREE))
        .toList();
  }
}
