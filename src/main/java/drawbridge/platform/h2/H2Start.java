package drawbridge.platform.h2;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Optional;

/**
 * Prepares the data directory and its H2 file before the pool opens the file: restricts both to
 * their owner, looks at the rows without changing the file, and replaces the default password by
 * one that the launcher has generated.
 *
 * <p>The generated password is on the disk before the file has it, and a start tries both. So a
 * kill at any point leaves a file that the next start opens.
 */
public final class H2Start {

  /** User and password of files of earlier releases and of restored ones. */
  public static final String DEFAULT_PASSWORD = "drawbridge";

  private static final System.Logger LOG = System.getLogger(H2Start.class.getName());
  private static final String REFUSED = "28000";

  private final H2File file;
  private final Path data;
  private final String user;
  private final Path generated;

  /** A look at the rows, which may refuse the start. */
  public interface Look {
    void at(Connection store) throws SQLException;
  }

  /**
   * @param data the data directory, which need not exist
   * @param user name of the file's only user
   */
  public H2Start(H2File file, Path data, String user) {
    this.file = file;
    this.data = data.toAbsolutePath().normalize();
    this.user = user;
    this.generated = this.data.resolve("database.password");
  }

  /**
   * Prepares the directory and the file. Blocks on the disk.
   *
   * @param password the password of the pool
   * @param look is called for a file with content, before anything is written to it
   * @throws SQLException when H2 does not open the file, such as a damaged or locked one
   * @throws UncheckedIOException when the directory cannot be written
   */
  public void prepare(String password, Look look) throws SQLException {
    try {
      restrict();
      if (file.hasContent()) {
        open(password, look);
      }
      OwnerOnly.file(file.path());
      OwnerOnly.file(file.beside(".trace.db"));
      OwnerOnly.file(ownerOf(file));
      Files.writeString(ownerOf(file), owner());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to the data directory " + data, e);
    }
  }

  private void restrict() throws IOException {
    OwnerOnly.directory(data);
    OwnerOnly.restrict(data.resolve("backup"));
    if (Files.isDirectory(data.resolve("backup"))) {
      try (var backups = Files.list(data.resolve("backup"))) {
        backups.filter(Files::isRegularFile).forEach(OwnerOnly::restrict);
      }
    }
  }

  private void open(String password, Look look) throws SQLException, IOException {
    try (Connection store = file.read(user, password)) {
      file.requireTables(store);
      look.at(store);
    } catch (SQLException e) {
      if (!REFUSED.equals(e.getSQLState()) || !isGenerated(password)) {
        throw e;
      }
      change(password, look);
    }
  }

  /** Returns whether the launcher generated this password, so that it may replace the default. */
  private boolean isGenerated(String password) throws IOException {
    return Files.exists(generated) && Files.readString(generated).strip().equals(password);
  }

  private void change(String password, Look look) throws SQLException {
    try (Connection store = file.read(user, DEFAULT_PASSWORD)) {
      file.requireTables(store);
      look.at(store);
    }
    try (Connection store = file.open(user, DEFAULT_PASSWORD);
        Statement statement = store.createStatement()) {
      statement.execute(
          "alter user \"%s\" set password '%s'"
              .formatted(name(statement).replace("\"", "\"\""), password.replace("'", "''")));
    }
    LOG.log(
        System.Logger.Level.INFO,
        "the H2 file had the default password; its password is now that of {0}",
        generated);
  }

  private static String name(Statement statement) throws SQLException {
    try (ResultSet name = statement.executeQuery("select current_user")) {
      name.next();
      return name.getString(1);
    }
  }

  /** Returns the process that opened the file last; empty when unknown. */
  public static Optional<String> lastOwner(H2File file) {
    try {
      return Optional.of(Files.readString(ownerOf(file)).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Path ownerOf(H2File file) {
    return file.beside(".owner");
  }

  private static String owner() {
    return "process %d on host %s, started %s%n"
        .formatted(ProcessHandle.current().pid(), host(), Instant.now());
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "localhost";
    }
  }
}
