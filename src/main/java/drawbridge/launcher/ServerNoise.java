package drawbridge.launcher;

import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Objects;
import java.util.logging.Filter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Keeps messages of Payara off the console that no operator can act on, and repetitions of its
 * warnings and errors, which any client can cause. The shipped {@code logging.properties} names
 * this filter and documents each message.
 */
public final class ServerNoise implements Filter {

  private static final int NO_AUTHORITY = -1;
  private static final String OURS = "drawbridge";

  /** How often one warning or error of the server is written in a minute. */
  private static final int SAME = 5;

  /** How many warnings and errors of one logger are, since their texts may come from clients. */
  private static final int OF_A_LOGGER = 50;

  private final Repetitions messages = new Repetitions(SAME, ServerNoise::report);
  private final Repetitions loggers = new Repetitions(OF_A_LOGGER, ServerNoise::report);

  private static void report(String what, long count) {
    Logger.getLogger(OURS)
        .log(
            Level.WARNING,
            "{0} more warnings and errors like this were hidden within a minute: {1}",
            new Object[] {count, what});
  }

  @Override
  public boolean isLoggable(LogRecord record) {
    if (record.getLevel().equals(Level.INFO)
        && nameOf(record).startsWith("jakarta.enterprise.web")) {
      return false;
    }
    String message = Objects.requireNonNullElse(record.getMessage(), "");
    return switch (message) {
      case "AS-DEPLOYMENT-00015", "Already shut down" -> false;
      case "NCLS-SECURITY-05054" -> !isOfAnAuthority(record.getParameters());
      default ->
          !message.startsWith("MicroProfile Config: property 'drawbridge.database.")
              && isFirst(record, message);
    };
  }

  /** Whether a record is no warning of the server, or one that the log has not had too often. */
  private boolean isFirst(LogRecord record, String message) {
    String logger = nameOf(record);
    if (record.getLevel().intValue() < Level.WARNING.intValue() || logger.startsWith(OURS)) {
      return true;
    }
    long now = System.nanoTime();
    Throwable thrown = record.getThrown();
    String failure = thrown == null ? "" : " (" + thrown.getClass().getSimpleName() + ")";
    return messages.pass(logger + failure + ": " + message, now) && loggers.pass(logger, now);
  }

  private static String nameOf(LogRecord record) {
    return Objects.requireNonNullElse(record.getLoggerName(), "");
  }

  private static boolean isOfAnAuthority(Object @Nullable [] parameters) {
    return Arrays.stream(Objects.requireNonNullElse(parameters, new Object[0]))
        .anyMatch(
            parameter ->
                parameter instanceof X509Certificate certificate
                    && certificate.getBasicConstraints() != NO_AUTHORITY);
  }
}
