package drawbridge.platform;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.microprofile.config.Config;

/**
 * Reads settings and remembers every one that is wrong, so that {@link #check} stops the deployment
 * with one message that names them all. Values are never in the message: a setting may be a secret.
 */
public final class Settings {

  private final Config config;
  private final List<String> faults = new ArrayList<>();

  public Settings(Config config) {
    this.config = config;
  }

  /** The text, or empty when not set or blank. */
  public Optional<String> text(String name) {
    return config.getOptionalValue(name, String.class).map(String::strip).filter(t -> !t.isEmpty());
  }

  /** A whole number between the two, both included. */
  public int number(String name, int least, int most) {
    return parse(
        name,
        least,
        "must be a whole number from " + least + " to " + most,
        text -> {
          int value = Integer.parseInt(text);
          if (value < least || value > most) {
            throw new NumberFormatException();
          }
          return value;
        });
  }

  /** An ISO 8601 length of time, at least the given one. */
  public Duration duration(String name, Duration least) {
    return parse(
        name,
        least,
        "must be an ISO 8601 duration of at least " + least,
        text -> {
          Duration value = Duration.parse(text);
          if (value.compareTo(least) < 0) {
            throw new DateTimeParseException("too short", "", 0);
          }
          return value;
        });
  }

  /** How old something may become: {@code forever}, or an ISO 8601 length of time. */
  public Age age(String name) {
    return parse(
        name,
        Age.FOREVER,
        "must be forever or an ISO 8601 duration from " + Age.LEAST + " to P36500D",
        Age::parse);
  }

  /** What settings must be together; asked only where each by itself is right. */
  public void require(boolean holds, String fault) {
    if (faults.isEmpty() && !holds) {
      faults.add(fault);
    }
  }

  /**
   * Any other setting.
   *
   * @param instead what is answered after a fault; {@link #check} then throws, so that it is never
   *     used
   * @param expected ends the sentence "setting x …"
   * @param parser throws a {@link RuntimeException} for a value that is not understood
   */
  public <T> T parse(String name, T instead, String expected, Function<String, T> parser) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      faults.add("setting " + name + " is missing: it " + expected);
      return instead;
    }
    try {
      return parser.apply(text.get());
    } catch (RuntimeException e) {
      faults.add("setting " + name + " " + expected);
      return instead;
    }
  }

  /**
   * Ends the reading.
   *
   * @throws BadSettings naming every wrong setting
   */
  public <T> T check(T read) {
    if (!faults.isEmpty()) {
      throw new BadSettings(faults);
    }
    return read;
  }
}
