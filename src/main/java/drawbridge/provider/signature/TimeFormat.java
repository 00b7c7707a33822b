package drawbridge.provider.signature;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;

/** The format of a time of signing. */
enum TimeFormat {

  /** Decimal seconds since 1970. */
  SECONDS("date +%s") {
    @Override
    Instant parse(String text) {
      return Instant.ofEpochSecond(number(text));
    }

    @Override
    String write(Instant time) {
      return Long.toString(time.getEpochSecond());
    }
  },

  /** Decimal milliseconds since 1970. */
  MILLISECONDS("date +%s000") {
    @Override
    Instant parse(String text) {
      return Instant.ofEpochMilli(number(text));
    }

    @Override
    String write(Instant time) {
      return Long.toString(time.toEpochMilli());
    }
  },

  /** Date, time and offset (RFC 3339). */
  RFC3339("date -u +%Y-%m-%dT%H:%M:%SZ") {
    @Override
    Instant parse(String text) {
      return Instant.parse(text);
    }

    @Override
    String write(Instant time) {
      return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
  };

  private static final int LONGEST = 40;

  private final String command;

  TimeFormat(String command) {
    this.command = command;
  }

  /** Returns the format by its name in the table, which is in lower case. */
  static TimeFormat of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** Returns the command that prints the current time. */
  String command() {
    return command;
  }

  /** Reads a time; empty when the text is malformed. */
  Optional<Instant> read(String text) {
    try {
      return text.length() > LONGEST ? Optional.empty() : Optional.of(parse(text));
    } catch (DateTimeException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  abstract Instant parse(String text);

  /** Returns the text of a time. */
  abstract String write(Instant time);

  /** Accepts up to 15 ASCII digits only. */
  private static long number(String text) {
    if (!text.matches("[0-9]{1,15}")) {
      throw new NumberFormatException("not a time in digits");
    }
    return Long.parseLong(text);
  }
}
