package drawbridge.platform.store;

import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Classifies failures of the store by their SQL states. */
public final class StoreFailures {

  /** Classes of states by which a healthy store refuses a statement. */
  private static final Set<String> ABOUT_THE_STATEMENT = Set.of("21", "22", "23", "40", "42");

  /**
   * Classes of states by which the store refuses data: a character that it cannot hold, a text that
   * is too long, a column that does not exist. Another attempt fails, too.
   */
  private static final Set<String> ABOUT_THE_DATA = Set.of("21", "22", "42", "54");

  /** What PostgreSQL says of a text with U+0000. */
  private static final String UNTRANSLATABLE = "22021";

  /** Packages of exceptions of a commit and of a pool, whose types only control packages use. */
  private static final Set<String> OF_TRANSACTIONS =
      Set.of("jakarta.transaction", "jakarta.resource", "javax.transaction.xa");

  /** An unknown database; a parameter of the URL that the driver does not take. */
  private static final Set<String> ABOUT_THE_ADDRESS = Set.of("3D000", "22023", "90011", "90046");

  /** Another process has locked the H2 file. */
  private static final String LOCKED = "90020";

  /** H2 has closed the database; it is closing it; the file is locked, also by this process. */
  private static final Set<String> CLOSED = Set.of("90098", "90121", LOCKED);

  /**
   * The code at the end of H2's messages, which the server's pool keeps where it drops the state.
   */
  private static final Pattern CODE = Pattern.compile("\\[(\\d{5})-\\d+]");

  private StoreFailures() {}

  /** Returns whether this process has an H2 file no longer, or cannot open it again. */
  public static boolean isClosed(Throwable failure) {
    return find(failure, at -> CLOSED.contains(sqlState(at)) || CLOSED.contains(code(at)))
        .isPresent();
  }

  private static String code(Throwable at) {
    Matcher code = CODE.matcher(Objects.requireNonNullElse(at.getMessage(), ""));
    return code.find() ? code.group(1) : "";
  }

  /** Returns whether another process has opened the H2 file. */
  static boolean isLocked(Throwable failure) {
    return find(failure, at -> sqlState(at).equals(LOCKED)).isPresent();
  }

  /**
   * Returns whether the store or the connection to it failed, so that another attempt may succeed.
   * False where the store refused the data, and where JPA could not convert them.
   */
  public static boolean isOfTheStore(Throwable failure) {
    return isReported(failure)
        && find(failure, at -> ABOUT_THE_DATA.contains(sqlClass(at))).isEmpty();
  }

  /** Returns whether the store refused a character, which can be U+0000 only. */
  public static boolean isOfACharacter(Throwable failure) {
    return find(failure, at -> sqlState(at).equals(UNTRANSLATABLE)).isPresent();
  }

  private static boolean isReported(Throwable failure) {
    boolean isOurs = isOfTheMapping(root(failure));
    return find(
            failure,
            at ->
                at instanceof SQLException
                    || at instanceof StoreUnavailable
                    || (at instanceof PersistenceException && !isOurs)
                    || OF_TRANSACTIONS.contains(at.getClass().getPackageName()))
        .isPresent();
  }

  /** Whether the cause of a failure of JPA is code that maps rows and objects, and no statement. */
  private static boolean isOfTheMapping(Throwable root) {
    String name = root.getClass().getSimpleName();
    return root instanceof RuntimeException
        && !(root instanceof PersistenceException)
        && !name.equals("DatabaseException")
        && !name.equals("OptimisticLockException");
  }

  /**
   * Returns whether the store is unavailable or cannot work, so that another statement would fail
   * too. False where it only refused a statement.
   */
  public static boolean isSilence(Throwable failure) {
    return isReported(failure)
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
    Throwable root = root(failure);
    String message = root.getMessage() == null ? "" : ": " + firstLine(root.getMessage());
    return root.getClass().getSimpleName() + message;
  }

  private static Throwable root(Throwable failure) {
    Throwable root = failure;
    while (root.getCause() != null) {
      root = root.getCause();
    }
    return root;
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
