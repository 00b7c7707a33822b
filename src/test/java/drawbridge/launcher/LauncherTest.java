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

  private static boolean isShown(String message) {
    return new ServerNoise().isLoggable(new LogRecord(Level.WARNING, message));
  }
}
