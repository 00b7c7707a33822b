package drawbridge.platform.store;

import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Classifies failures of the store by their SQL states. */
public final class StoreFailures {

  /** Classes of states by which a healthy store refuses a statement. */
  private static final Set<String> ABOUT_THE_STATEMENT = Set.of("21", "22", "23", "40", "42");

  /** An unknown database; a parameter of the URL that the driver does not take. */
  private static final Set<String> ABOUT_THE_ADDRESS = Set.of("3D000", "22023", "90011", "90046");

  private StoreFailures() {}

  /**
   * Returns whether the failure came from the store or the connection to it: from JPA, JDBC or a
   * commit.
   */
  public static boolean isOfTheStore(Throwable failure) {
    return find(
            failure,
            at ->
                at instanceof PersistenceException
                    || at instanceof SQLException
                    || at instanceof StoreUnavailable
                    || isOfTheCommit(at))
        .isPresent();
  }

  /** Compared by name, since {@code jakarta.transaction} is limited to control packages. */
  private static boolean isOfTheCommit(Throwable at) {
    return at.getClass().getName().startsWith("jakarta.transaction.");
  }

  /**
   * Returns whether the store is unavailable or cannot work, so that another statement would fail
   * too. False where it only refused a statement.
   */
  public static boolean isSilence(Throwable failure) {
    return isOfTheStore(failure)
        && find(failure, at -> ABOUT_THE_STATEMENT.contains(sqlClass(at))).isEmpty();
  }

  /**
   * Returns why the store refuses this configuration for good, without secrets; empty when a retry
   * may succeed.
   */
  public static Optional<String> refusal(Throwable failure) {
    Optional<String> login =
        find(failure, at -> sqlClass(at).equals("28"))
            .map(at -> "drawbridge.database.user and .password must be a login of the store");
    return login
        .or(
            () ->
                find(failure, at -> ABOUT_THE_ADDRESS.contains(sqlState(at)) || isWithoutDriver(at))
                    .map(at -> "drawbridge.database.url must name an existing database"))
        .map(fault -> "settings " + fault + " (" + inWords(failure) + ")");
  }

  /** Returns the root cause in one line, without JDBC URLs, which may hold a password. */
  public static String inWords(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    String message = root.getMessage() == null ? "" : ": " + firstLine(root.getMessage());
    return root.getClass().getSimpleName() + message;
  }

  private static String firstLine(String message) {
    return message.lines().findFirst().orElse("").replaceAll("jdbc:\\S+", "jdbc:…");
  }

  /** {@link java.sql.DriverManager} reports this with the state of a lost connection. */
  private static boolean isWithoutDriver(Throwable at) {
    return String.valueOf(at.getMessage()).contains("No suitable driver");
  }

  private static Optional<Throwable> find(Throwable failure, Predicate<Throwable> condition) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (condition.test(at)) {
        return Optional.of(at);
      }
    }
    return Optional.empty();
  }

  private static String sqlClass(Throwable at) {
    String state = sqlState(at);
    return state.length() < 2 ? "" : state.substring(0, 2);
  }

  private static String sqlState(Throwable at) {
    @Nullable String state = at instanceof SQLException refused ? refused.getSQLState() : null;
    return state == null ? "" : state;
  }
}
