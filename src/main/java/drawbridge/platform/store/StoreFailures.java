package drawbridge.platform.store;

import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Tells the troubles of the store from ours, and from each other, by their SQL states. */
public final class StoreFailures {

  /** Classes of what a store says that is well, and did not like a statement. */
  private static final Set<String> ABOUT_THE_STATEMENT = Set.of("21", "22", "23", "40", "42");

  /** No such database; a parameter of the address that the driver does not take. */
  private static final Set<String> ABOUT_THE_ADDRESS = Set.of("3D000", "22023", "90011", "90046");

  private StoreFailures() {}

  /**
   * Whether it came from the store or the way to it: all that does passes JPA, JDBC or a commit.
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

  /**
   * By name: a commit that fails is told by the container's transactions, which stay in control.
   */
  private static boolean isOfTheCommit(Throwable at) {
    return at.getClass().getName().startsWith("jakarta.transaction.");
  }

  /**
   * Whether the store did not answer at all, or not that it could do its work: another statement
   * would fare no better. False where it only refused a statement.
   */
  public static boolean isSilence(Throwable failure) {
    return isOfTheStore(failure)
        && find(failure, at -> ABOUT_THE_STATEMENT.contains(sqlClass(at))).isEmpty();
  }

  /**
   * Why a store will never let us in as we are set, in words for the log that hold no secret; empty
   * when it may be well later.
   */
  public static Optional<String> refusal(Throwable failure) {
    Optional<String> stranger =
        find(failure, at -> sqlClass(at).equals("28"))
            .map(at -> "drawbridge.database.user and .password must be what the store knows");
    return stranger
        .or(
            () ->
                find(failure, at -> ABOUT_THE_ADDRESS.contains(sqlState(at)) || isWithoutDriver(at))
                    .map(at -> "drawbridge.database.url must name a database that there is"))
        .map(what -> "settings " + what + " (" + inWords(failure) + ")");
  }

  /** The innermost reason, in one line; addresses are left out, since they may hold a password. */
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

  /** {@link java.sql.DriverManager} says this with the state of a lost connection. */
  private static boolean isWithoutDriver(Throwable at) {
    return String.valueOf(at.getMessage()).contains("No suitable driver");
  }

  private static Optional<Throwable> find(Throwable failure, Function<Throwable, Boolean> what) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (what.apply(at)) {
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
