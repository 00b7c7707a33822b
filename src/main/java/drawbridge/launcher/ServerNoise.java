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
 * errors, which any client can cause. The shipped {@code logging.properties} names this filter and
 * documents each message.
 */
public final class ServerNoise implements Filter {

  private static final int NO_AUTHORITY = -1;
  private static final String OURS = "drawbridge";

  private final Repetitions errors =
      new Repetitions(
          (message, count) ->
              Logger.getLogger(OURS)
                  .log(
                      Level.WARNING,
                      "the server repeated an error {0} more times, which the log hides: {1}",
                      new Object[] {count, message}));

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

  /** Whether a record is no error of the server, or one that the log has not had too often. */
  private boolean isFirst(LogRecord record, String message) {
    Throwable thrown = record.getThrown();
    String logger = nameOf(record);
    return thrown == null
        || logger.startsWith(OURS)
        || errors.pass(
            logger + ": " + message + " (" + thrown.getClass().getSimpleName() + ")",
            System.nanoTime());
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
