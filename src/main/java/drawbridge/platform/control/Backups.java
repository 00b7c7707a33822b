package drawbridge.platform.control;

import drawbridge.platform.h2.OwnerOnly;
import drawbridge.platform.setting.Settings;
import drawbridge.platform.store.ExaminedDataSource;
import drawbridge.platform.store.StoreUnavailable;
import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;

/**
 * Writes a backup of the H2 file while Drawbridge runs. Only this process can, since it has locked
 * the file; other stores have their own tools.
 *
 * <p>A backup is an SQL script of all tables at one moment, which the isolation level guarantees
 * (ADR 0015).
 */
@ApplicationScoped
public class Backups {

  private static final String SNAPSHOT =
      "set session characteristics as transaction isolation level snapshot";
  private static final String READ_COMMITTED =
      "set session characteristics as transaction isolation level read committed";

  @Resource(lookup = "jdbc/drawbridge")
  DataSource store;

  @Inject Config config;
  @Inject Clock clock;
  @Inject StoreStatus status;

  /**
   * A finished backup.
   *
   * @param takenAt the backup holds everything that was committed before
   */
  public record Backup(Path file, long bytes, Instant takenAt) {}

  /**
   * Takes a backup into the directory {@code backup} of the data directory, readable by the owner
   * of the process. Blocks until the file is on the disk. A failure leaves no file.
   *
   * @return empty when the store is not an H2 file of this process
   */
  public Optional<Backup> take() {
    Settings settings = new Settings(config);
    if (!settings.text("drawbridge.database.url").orElse("").startsWith("jdbc:h2:file:")) {
      return Optional.empty();
    }
    Path data = Path.of(settings.text("drawbridge.data.directory").orElse("data"));
    try {
      return Optional.of(take(data.toAbsolutePath().normalize().resolve("backup")));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write the backup", e);
    }
  }

  private Backup take(Path directory) throws IOException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    OwnerOnly.directory(directory);
    Path draft = Files.createTempFile(directory, "backup", ".draft");
    try {
      write(draft);
      Path file = directory.resolve("drawbridge-" + now.toString().replace(":", "") + ".sql.gz");
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      return new Backup(file, Files.size(file), now);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private void write(Path draft) throws IOException {
    try (Connection connection = ExaminedDataSource.of(store, status::examine).getConnection();
        Statement isolation = connection.createStatement();
        PreparedStatement script = connection.prepareStatement("script to ? compression gzip")) {
      isolation.execute(SNAPSHOT);
      try {
        script.setString(1, draft.toString());
        script.execute();
      } finally {
        isolation.execute(READ_COMMITTED);
      }
    } catch (SQLException e) {
      throw new StoreUnavailable("the store wrote no backup", e);
    }
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }
}
