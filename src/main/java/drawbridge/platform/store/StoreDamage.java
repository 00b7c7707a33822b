package drawbridge.platform.store;

import java.io.EOFException;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.microprofile.config.Config;

/**
 * Recognizes a damaged store, which no retry mends, and says how to restore the backup.
 *
 * <p>PostgreSQL reports damage by the states {@code XX001} (data) and {@code XX002} (index). H2
 * reports it by the code 90030, or by an exception of its file store with one of the error codes
 * below. A full disk and a failed write are no damage.
 */
public final class StoreDamage {

  private static final Set<String> STATES = Set.of("XX001", "XX002", "90030");

  /**
   * H2's {@code DataUtils}: file corrupt, chunk not found, block not found, transaction corrupt.
   */
  private static final Set<String> OF_THE_FILE = Set.of("6", "9", "50", "100");

  /** H2's file store: version and error code end the message. */
  private static final Pattern MVSTORE = Pattern.compile("\\[\\d+\\.\\d+\\.\\d+/(\\d+)]\\s*$");

  private static final String H2 =
      """
      the store is damaged (%s). Stop the node and restore the backup, with BACKUP and JAR set to the paths of your files:
        mv %s %2$s.damaged && mkdir -m 700 %2$s
        unzip -jo "$JAR" MICRO-INF/runtime/h2.jar
        java -cp h2.jar org.h2.tools.RunScript -url "jdbc:h2:file:%2$s/drawbridge;MODE=PostgreSQL" -user drawbridge -password drawbridge -script "$BACKUP" -options compression gzip
        cp %2$s.damaged/encryption.keys %2$s/
      Then start the node. src/docs/operators/backup.md describes each step.""";

  private static final String POSTGRESQL =
      """
      the store is damaged (%s). Stop all nodes and restore the backup into a new database, with BACKUPS set to its directory:
        psql -U postgres -c "create database drawbridge_restored owner drawbridge encoding 'UTF8' template template0"
        pg_restore --exit-on-error --single-transaction --no-owner --dbname=drawbridge_restored "$BACKUPS/drawbridge.dump"
      Then start the nodes with drawbridge.database.url of that database. src/docs/operators/backup.md describes each step.""";

  private StoreDamage() {}

  /** Returns whether the failure came from damaged data. */
  public static boolean isIn(Throwable failure) {
    for (Throwable at = failure; at != null; at = at.getCause()) {
      if (isDamage(at)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isDamage(Throwable at) {
    if (at instanceof SQLException refused
        && STATES.contains(Objects.requireNonNullElse(refused.getSQLState(), ""))) {
      return true;
    }
    Matcher code = MVSTORE.matcher(Objects.requireNonNullElse(at.getMessage(), ""));
    return code.find()
        && (OF_THE_FILE.contains(code.group(1)) || at.getCause() instanceof EOFException);
  }

  /**
   * Returns what the operator must do, with the commands.
   *
   * @param reason in words, without secrets
   */
  public static String instructions(String reason, Config config) {
    String url = config.getOptionalValue("drawbridge.database.url", String.class).orElse("");
    return url.startsWith("jdbc:h2:")
        ? H2.formatted(
            reason,
            config.getOptionalValue("drawbridge.data.directory", String.class).orElse("./data"))
        : POSTGRESQL.formatted(reason);
  }
}
