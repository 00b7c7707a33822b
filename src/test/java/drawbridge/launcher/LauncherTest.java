package drawbridge.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class LauncherTest {

  private static final Pattern VARIABLE = Pattern.compile("(?m)^ {2}DRAWBRIDGE_(\\w+)");

  @Test
  void helpListsTenDocumentedSettings() throws IOException {
    String documented =
        Files.readString(Path.of("src/main/resources/META-INF/microprofile-config.properties"));
    List<String> settings =
        VARIABLE
            .matcher(Launcher.resource("/drawbridge/launcher/help.txt"))
            .results()
            .map(variable -> variable.group(1).toLowerCase(Locale.ROOT).replace('_', '.'))
            .toList();
    assertThat(settings).hasSize(10);
    assertThat(settings)
        .allSatisfy(
            setting ->
                assertThat(documented.replaceAll("(?<=\\w)-(?=\\w)", "."))
                    .contains("drawbridge." + setting + "="));
  }

  @Test
  void anEventIsOneLineOfJsonWithItsStackTrace() throws IOException {
    LogRecord record = new LogRecord(Level.SEVERE, "a \"quoted\"\n\tline of {0} \\ é");
    record.setParameters(new Object[] {"text"});
    record.setLoggerName("drawbridge");
    record.setThrown(new IllegalStateException("broken"));
    String line = new LogFormat().json(record);
    assertThat(line).doesNotContain("\n").matches("\\p{ASCII}+");
    JsonNode event = new ObjectMapper().readTree(line);
    assertThat(event.get("LogMessage").textValue()).isEqualTo("a \"quoted\"\n\tline of text \\ é");
    assertThat(event.get("Level").textValue()).isEqualTo("SEVERE");
    assertThat(event.get("Throwable").get("StackTrace").textValue())
        .startsWith("java.lang.IllegalStateException: broken")
        .contains("anEventIsOneLineOfJson");
  }

  @Test
  void aFileNameForgesNoLineAndNoEvent() {
    String forged = "a.yaml\n2026-01-01T00:00:00.000+0000 [ERROR] drawbridge: forged\r\u001b[2K";
    LogRecord record = new LogRecord(Level.WARNING, "workflow file {0} is not valid");
    record.setParameters(new Object[] {forged});
    record.setThrown(new IllegalStateException(forged, new IOException(forged)));
    List<String> lines = lines(record);
    assertThat(lines.get(0))
        .endsWith(
            "workflow file a.yaml\\u000a2026-01-01T00:00:00.000+0000 [ERROR] drawbridge: forged"
                + "\\u000d\\u001b[2K is not valid");
    assertThat(lines.subList(1, lines.size()))
        .allMatch(line -> line.startsWith("  "))
        .anyMatch(line -> line.contains("aFileNameForgesNoLine"))
        .noneMatch(line -> line.indexOf('\u001b') >= 0);
    assertThat(lines(new LogRecord(Level.INFO, "file " + forged + "\u0085last")))
        .containsExactly(
            "INFO: file a.yaml",
            "  2026-01-01T00:00:00.000+0000 [ERROR] drawbridge: forged",
            "  \\u001b[2K",
            "  last");
  }

  @Test
  void charactersThatAreNotVisibleAreEscaped() {
    for (int point = 0; point <= Character.MAX_CODE_POINT; point += point < 0x10000 ? 1 : 61) {
      String text = Character.toString(point);
      LogRecord record = new LogRecord(Level.INFO, "<{0}>");
      record.setParameters(new Object[] {text});
      List<String> lines = lines(record);
      assertThat(lines).hasSize(1);
      assertThat(lines.get(0).contains("<" + text + ">"))
          .as(Integer.toHexString(point))
          .isEqualTo(text.matches("[\\p{L}\\p{M}\\p{N}\\p{P}\\p{S}\\p{Zs}]"));
    }
    assertThat(new LogFormat().format(new LogRecord(Level.INFO, "<\u202egnp.exe>")))
        .contains("<\\u202egnp.exe>");
  }

  @Test
  void printedTextIsPassedOnLineByLine() {
    List<String> lines = new ArrayList<>();
    PrintStream out = new PrintStream(new LineStream(lines::add), true, StandardCharsets.UTF_8);
    out.print("one\r\ntw");
    out.println("ö");
    out.print("not yet a line");
    assertThat(lines).containsExactly("one", "twö");
  }

  @Test
  void theFilterHidesOnlyWhatItNames() {
    assertThat(isShown("AS-DEPLOYMENT-00015")).isFalse();
    assertThat(isShown("Already shut down")).isFalse();
    assertThat(isShown("MicroProfile Config: property 'drawbridge.database.url': none")).isFalse();
    assertThat(isShown("MicroProfile Config: property 'other': none")).isTrue();
    assertThat(isShown("NCLS-SECURITY-05054")).isTrue();
    assertThat(isShown("Address already in use")).isTrue();
  }

  @Test
  void theShippedConfigurationNamesTheseClasses() throws IOException {
    Properties shipped = new Properties();
    try (var in = Files.newBufferedReader(Path.of("server-config/logging.properties"))) {
      shipped.load(in);
    }
    String handler = "java.util.logging.ConsoleHandler.";
    assertThat(shipped)
        .containsEntry(handler + "filter", ServerNoise.class.getName())
        .containsEntry(handler + "formatter", LogFormat.class.getName());
  }

  /** Returns the lines of an event from the one with its message. */
  private static List<String> lines(LogRecord record) {
    LogFormat format = new LogFormat();
    long before = format.format(new LogRecord(Level.INFO, "text")).lines().count() - 1;
    return format.format(record).lines().skip(before).toList();
  }

  private static boolean isShown(String message) {
    return new ServerNoise().isLoggable(new LogRecord(Level.WARNING, message));
  }
}
