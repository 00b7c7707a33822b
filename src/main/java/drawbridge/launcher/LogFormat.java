package drawbridge.launcher;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;

/**
 * Writes the log as the setting {@code drawbridge.log.format} says: as text, or as one JSON object
 * on each line with the member names of Payara. The shipped {@code logging.properties} names it.
 */
public final class LogFormat extends SimpleFormatter {

  private static final String JSON = "json";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ");

  private final boolean isJson = format().equals(JSON);

  /**
   * Prepares standard output and error.
   *
   * @throws IllegalArgumentException when the setting is invalid; the message names it
   */
  static void prepare() {
    String format = format();
    if (format.equals(JSON)) {
      PrintStream console = System.err;
      LogFormat json = new LogFormat();
      System.setErr(lines(line -> console.println(line.startsWith("{") ? line : json.plain(line))));
    } else if (!format.equals("text")) {
      throw new IllegalArgumentException("setting drawbridge.log.format must be text or json");
    }
    System.setOut(lines(line -> Logger.getLogger("stdout").info(line)));
  }

  private static String format() {
    return LauncherSetting.value("drawbridge.log.format", "text");
  }

  private static PrintStream lines(Consumer<String> sink) {
    return new PrintStream(new LineStream(sink), true, StandardCharsets.UTF_8);
  }

  @Override
  public String format(LogRecord record) {
    return isJson ? json(record) + System.lineSeparator() : super.format(record);
  }

  /** A line of standard error that no logger wrote. */
  private String plain(String line) {
    LogRecord record = new LogRecord(Level.INFO, line);
    record.setLoggerName("stderr");
    return json(record);
  }

  String json(LogRecord record) {
    StringBuilder event = new StringBuilder("{\"Timestamp\":");
    quote(
        event, TIME.format(OffsetDateTime.ofInstant(record.getInstant(), ZoneId.systemDefault())));
    member(event, "Level", record.getLevel().getName());
    member(event, "LoggerName", String.valueOf(record.getLoggerName()));
    member(event, "ThreadName", Thread.currentThread().getName());
    member(event, "LogMessage", formatMessage(record));
    Throwable thrown = record.getThrown();
    if (thrown != null) {
      StringWriter trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace, true));
      event.append(",\"Throwable\":{\"Exception\":");
      quote(event, thrown.toString());
      member(event, "StackTrace", trace.toString());
      event.append('}');
    }
    return event.append('}').toString();
  }

  private static void member(StringBuilder event, String name, String value) {
    quote(event.append(",\"").append(name).append("\":"), value);
  }

  private static void quote(StringBuilder event, String value) {
    event.append('"');
    value
        .chars()
        .forEach(
            c -> {
              if (c < ' ' || c == '"' || c == '\\' || c > '~') {
                event.append(String.format("\\u%04x", c));
              } else {
                event.append((char) c);
              }
            });
    event.append('"');
  }
}
