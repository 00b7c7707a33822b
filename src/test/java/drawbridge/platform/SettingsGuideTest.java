package drawbridge.platform;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The comments of {@code microprofile-config.properties} document the settings; the guides repeat
 * them word for word.
 */
class SettingsGuideTest {

  private static final Path SETTINGS =
      Path.of("src/main/resources/META-INF/microprofile-config.properties");
  private static final Path SERVER = Path.of("server-config/post-boot.asadmin");
  private static final Path GUIDE = Path.of("src/docs/operators/settings.md");
  private static final Path README = Path.of("README.md");

  /** A heading ({@code ## Store}), or a comment with the setting that follows it. */
  private static final Pattern ENTRY =
      Pattern.compile("(?m)^## (.+)$|^((?:# .*\n)*)#?(drawbridge\\.[a-z0-9.<>-]+)=(.*)$");

  private static final Pattern SERVER_DEFAULT =
      Pattern.compile("--propertyName=(drawbridge\\.[a-z.-]+) --propertyValue=(\\S+)");

  /** The launcher may set the value; the text behind the colon is the default of the server. */
  private static final Pattern GENERATED = Pattern.compile("\\$\\{generated\\.[a-z.]+:(.+)}");

  private static final Pattern ROW = Pattern.compile("(?m)^\\| `DRAWBRIDGE_.*$");
  private static final Pattern VARIABLE = Pattern.compile("DRAWBRIDGE_[A-Z_]+");

  private record Setting(String name, String meaning, String value) {

    String variable() {
      return name.replaceAll("[^a-z0-9<>]", "_").toUpperCase(Locale.ROOT);
    }

    String row() {
      String shown = value.isEmpty() ? "unset" : "`" + value + "`";
      return "| `%s` | %s | %s |".formatted(variable(), meaning, shown);
    }
  }

  @Test
  void settingsGuideHoldsTheTablesOfTheProperties() throws IOException {
    String guide = Files.readString(GUIDE);
    assertThat(guide.substring(guide.indexOf("\n## ") + 1)).isEqualTo(tables());
  }

  @Test
  void eachSettingIsDocumentedOnce() throws IOException {
    assertThat(settings()).hasSizeGreaterThan(40);
    assertThat(settings()).extracting(Setting::name).doesNotHaveDuplicates();
    assertThat(settings())
        .allSatisfy(setting -> assertThat(setting.meaning()).as(setting.name()).endsWith("."));
  }

  @Test
  void defaultsOfTheServerAreDocumented() throws IOException {
    List<MatchResult> defaults =
        SERVER_DEFAULT.matcher(Files.readString(SERVER)).results().toList();
    assertThat(defaults).hasSize(4);
    for (MatchResult found : defaults) {
      Setting setting =
          settings().stream()
              .filter(it -> it.name().equals(found.group(1)))
              .findAny()
              .orElseThrow();
      String value = GENERATED.matcher(found.group(2)).replaceFirst("$1");
      boolean isUrl = value.startsWith("jdbc:h2:file:${drawbridge.data.directory}");
      assertThat(setting.value()).as(setting.name()).isEqualTo(isUrl ? "" : value);
    }
  }

  @Test
  void readmeRepeatsTenRowsOfTheGuide() throws IOException {
    assertThat(settings().stream().map(Setting::row)).containsAll(rows(README));
    assertThat(rows(README)).hasSize(10).doesNotHaveDuplicates();
  }

  @Test
  void guidesNameOnlySettingsThatExist() throws IOException {
    Set<String> known = new TreeSet<>(SettingNames.OF_THE_CLIENT);
    settings().forEach(setting -> known.add(setting.variable()));
    for (Path page : pages()) {
      for (MatchResult named : VARIABLE.matcher(Files.readString(page)).results().toList()) {
        String name = named.group();
        assertThat(known)
            .as(page + ": " + name)
            .anyMatch(it -> name.endsWith("_") ? it.startsWith(name) : it.equals(name));
      }
    }
  }

  private static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>(List.of(README));
    for (Path directory : List.of(Path.of("src/docs"), Path.of("server-config"))) {
      try (Stream<Path> files = Files.walk(directory)) {
        files.filter(file -> file.toString().endsWith(".md")).forEach(pages::add);
      }
    }
    return pages;
  }

  private static List<Setting> settings() throws IOException {
    return entries().filter(it -> it.group(1) == null).map(SettingsGuideTest::setting).toList();
  }

  private static String tables() throws IOException {
    StringBuilder text = new StringBuilder();
    entries()
        .forEach(
            entry ->
                text.append(
                    entry.group(1) == null
                        ? setting(entry).row() + "\n"
                        : "%s## %s\n\n| Setting | Meaning | Default |\n|---|---|---|\n"
                            .formatted(text.isEmpty() ? "" : "\n", entry.group(1))));
    return text.toString();
  }

  private static Stream<MatchResult> entries() throws IOException {
    return ENTRY.matcher(Files.readString(SETTINGS, ISO_8859_1)).results();
  }

  private static Setting setting(MatchResult entry) {
    String meaning = entry.group(2).replaceAll("(?m)^# ", "").strip().replace("\n", " ");
    return new Setting(entry.group(3), meaning, entry.group(4));
  }

  private static List<String> rows(Path page) throws IOException {
    return ROW.matcher(Files.readString(page)).results().map(MatchResult::group).toList();
  }
}
