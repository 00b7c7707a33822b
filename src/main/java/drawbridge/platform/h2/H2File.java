package drawbridge.platform.h2;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.regex.Matcher;

/**
 * The H2 file that a JDBC URL names.
 *
 * @param url the URL of the pool
 * @param path the file {@code ….mv.db}, which need not exist
 */
public record H2File(String url, Path path) {

  private static final String PREFIX = "jdbc:h2:file:";
  private static final String ENDING = ".mv.db";

  /** Keeps H2 from writing to the file, also after a crash. */
  private static final String ONLY_READ = ";ACCESS_MODE_DATA=r;IFEXISTS=TRUE";

  /** Bytes of a file that a kill has left before H2 initialized it; H2 must write to open it. */
  private static final long UNINITIALIZED = 32_768;

  /** Bytes; more than H2 writes before the first table. */
  private static final long LARGEST_EMPTY = 1_048_576;

  private static final String TABLES =
      "select count(*) from information_schema.tables where table_schema = current_schema";

  /** Returns the file of a URL; empty for another store. */
  public static Optional<H2File> of(String url) {
    if (!url.startsWith(PREFIX)) {
      return Optional.empty();
    }
    String name = url.substring(PREFIX.length()).replaceFirst(";.*", "");
    String home = System.getProperty("user.home", "");
    Path path =
        Path.of(name.replaceFirst("^~(?=[/\\\\])", Matcher.quoteReplacement(home)) + ENDING);
    return Optional.of(new H2File(url, path.toAbsolutePath().normalize()));
  }

  /** Returns the directory of the file. */
  public Path directory() {
    return path.resolveSibling("").normalize();
  }

  /** Returns a file of H2 or ours that lies beside and begins with the same name. */
  Path beside(String ending) {
    String name = path.getFileName().toString();
    return path.resolveSibling(name.substring(0, name.length() - ENDING.length()) + ending);
  }

  /** Returns whether the file has content. H2 initializes an empty one. */
  boolean hasContent() {
    return path.toFile().length() > 0;
  }

  /** Returns whether this class loader finds H2. A server may keep its drivers to its pools. */
  public static boolean hasDriver() {
    return DriverManager.drivers().anyMatch(driver -> accepts(driver));
  }

  private static boolean accepts(Driver driver) {
    try {
      return driver.acceptsURL(PREFIX + "./x");
    } catch (SQLException e) {
      return false;
    }
  }

  /** Opens the file without changing it, unless it is too small to hold the tables. */
  Connection read(String user, String password) throws SQLException {
    boolean holdsTables = path.toFile().length() > UNINITIALIZED;
    return DriverManager.getConnection(holdsTables ? url + ONLY_READ : url, user, password);
  }

  /**
   * Requires tables in a file that is too large for none: after damage H2 may fall back to the
   * empty store of its first moment, and the node would begin anew.
   *
   * @throws SQLException with the code of a damaged file
   */
  void requireTables(Connection store) throws SQLException {
    try (Statement statement = store.createStatement();
        ResultSet count = statement.executeQuery(TABLES)) {
      count.next();
      long bytes = path.toFile().length();
      if (count.getLong(1) == 0 && bytes > LARGEST_EMPTY) {
        throw new SQLException(path + " has " + bytes + " bytes and no table", "90030");
      }
    }
  }

  /** Opens the file as the pool does. */
  Connection open(String user, String password) throws SQLException {
    return DriverManager.getConnection(url, user, password);
  }
}
