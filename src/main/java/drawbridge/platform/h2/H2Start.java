package drawbridge.platform.h2;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Prepares the data directory and its H2 file before the pool opens the file: restricts both to
 * their owner, looks at the rows without changing the file, and gives the file a password of its
 * own.
 *
 * <p>A file that the default password opens gets the own password. The own password is durable
 * before the file has it, and a start tries both. So a kill at any point leaves a file that the
 * next start opens.
 */
public final class H2Start {

  /** User and password of files of earlier releases and of restored ones. */
  public static final String DEFAULT_PASSWORD = "drawbridge";

  private static final System.Logger LOG = System.getLogger(H2Start.class.getName());
  private static final String REFUSED = "28000";
  private static final int PASSWORD_BYTES = 24;

  private final H2File file;
  private final Path data;
  private final String user;
  private final SecretFile own;

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
    this.own = new SecretFile(this.data.resolve("database.password"));
  }

  /**
   * Prepares the directory and the file. Blocks on the disk.
   *
   * @param given the password that the operator has set; it is never changed
   * @param look is called for a file with content, before anything is written to it
   * @return the password that opens the file
   * @throws SQLException when H2 does not open the file, such as a damaged or locked one
   * @throws UncheckedIOException when the directory cannot be written
   */
  public String prepare(Optional<String> given, Look look) throws SQLException {
    try {
      restrict();
      String password = file.hasContent() ? opened(given, look) : newPassword(given);
      OwnerOnly.file(file.path());
      OwnerOnly.file(file.beside(".trace.db"));
      OwnerOnly.file(ownerOf(file));
      Files.writeString(ownerOf(file), owner());
      return password;
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

  private String opened(Optional<String> given, Look look) throws SQLException, IOException {
    List<String> tried = given.isPresent() ? List.of(given.get()) : candidates();
    for (int i = 0; ; i++) {
      try (Connection store = file.read(user, tried.get(i))) {
        look.at(store);
      } catch (SQLException e) {
        if (i + 1 < tried.size() && REFUSED.equals(e.getSQLState())) {
          continue;
        }
        throw e;
      }
      return given.isEmpty() && tried.get(i).equals(DEFAULT_PASSWORD) ? change() : tried.get(i);
    }
  }

  /** Without a password file, only the default can open the file: none is generated then. */
  private List<String> candidates() throws IOException {
    return Files.exists(own.path())
        ? List.of(own.text(H2Start::generated).strip(), DEFAULT_PASSWORD)
        : List.of(DEFAULT_PASSWORD);
  }

  private String newPassword(Optional<String> given) throws IOException {
    return given.isPresent() ? given.get() : own.text(H2Start::generated).strip();
  }

  private String change() throws SQLException, IOException {
    String password = own.text(H2Start::generated).strip();
    try (Connection store = file.open(user, DEFAULT_PASSWORD);
        Statement statement = store.createStatement()) {
      statement.execute(
          "alter user \"%s\" set password '%s'"
              .formatted(name(statement).replace("\"", "\"\""), password.replace("'", "''")));
    }
    LOG.log(
        System.Logger.Level.INFO,
        "the H2 file had the default password; its password is now that of {0}",
        own.path());
    return password;
  }

  private static String name(Statement statement) throws SQLException {
    try (ResultSet name = statement.executeQuery("select current_user")) {
      name.next();
      return name.getString(1);
    }
  }

  private static String generated() {
    byte[] bytes = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
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
