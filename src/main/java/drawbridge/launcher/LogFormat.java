package drawbridge.launcher;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Collectors;

/**
 * Writes the log as the setting {@code drawbridge.log.format} says: as text, or as one JSON object
 * on each line with the member names of Payara. The shipped {@code logging.properties} names it.
 *
 * <p>Text from outside cannot forge an event, colour a terminal or reverse a line: characters that
 * are not visible are written as escapes. In the text format, an event is one line; the lines of
 * its stack trace begin with two spaces.
 */
public final class LogFormat extends SimpleFormatter {

  private static final String JSON = "json";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSZ");

  private static final Set<Integer> INVISIBLE =
      Set.of(
          (int) Character.CONTROL,
          (int) Character.FORMAT,
          (int) Character.LINE_SEPARATOR,
          (int) Character.PARAGRAPH_SEPARATOR,
          (int) Character.SURROGATE,
          (int) Character.PRIVATE_USE,
          (int) Character.UNASSIGNED);

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
    return (isJson ? json(record) : text(record)) + System.lineSeparator();
  }

  String text(LogRecord record) {
    LogRecord line = new LogRecord(record.getLevel(), message(record));
    line.setInstant(record.getInstant());
    line.setLoggerName(record.getLoggerName());
    line.setSourceClassName(record.getSourceClassName());
    line.setSourceMethodName(record.getSourceMethodName());
    String trace = Optional.ofNullable(record.getThrown()).map(LogFormat::trace).orElse("");
    return super.format(line).stripTrailing()
        + trace.lines().map(LogFormat::continuation).collect(Collectors.joining());
  }

  /** Returns the message; a value in it has no line breaks. */
  private String message(LogRecord record) {
    LogRecord escaped = new LogRecord(record.getLevel(), record.getMessage());
    escaped.setResourceBundle(record.getResourceBundle());
    Object[] values = record.getParameters();
    if (values != null) {
      escaped.setParameters(
          Arrays.stream(values)
              .map(it -> it instanceof Number || it == null ? it : visible(it.toString()))
              .toArray());
    }
    String[] lines = formatMessage(escaped).split("\\R", -1);
    return visible(lines[0])
        + Arrays.stream(lines).skip(1).map(LogFormat::continuation).collect(Collectors.joining());
  }

  private static String continuation(String line) {
    return System.lineSeparator() + "  " + visible(line.strip());
  }

  private static String trace(Throwable thrown) {
    StringWriter trace = new StringWriter();
    thrown.printStackTrace(new PrintWriter(trace, true));
    return trace.toString();
  }

  /**
   * Returns the text with escapes for controls, line separators, formats (such as directions of
   * text) and code points without a character.
   */
  private static String visible(String text) {
    StringBuilder visible = new StringBuilder(text.length());
    text.codePoints()
        .forEach(
            point -> {
              if (INVISIBLE.contains(Character.getType(point))) {
                for (char unit : Character.toChars(point)) {
                  visible.append(String.format("\\u%04x", (int) unit));
                }
              } else {
                visible.appendCodePoint(point);
              }
            });
    return visible.toString();
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
      event.append(",\"Throwable\":{\"Exception\":");
      quote(event, thrown.toString());
      member(event, "StackTrace", trace(thrown));
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
