package drawbridge.platform.control;

import drawbridge.platform.Settings;
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
 * Writes what the H2 file holds into a file of its own, while everybody goes on working. Only this
 * process can: it has the file locked. Any other store has tools that ask it from outside.
 *
 * <p>It is a script and no copy of the file (ADR 0015): all tables as they were at one moment,
 * which the isolation level promises.
 */
@ApplicationScoped
public class Backups {

  private static final String AT_ONE_MOMENT =
      "set session characteristics as transaction isolation level snapshot";
  private static final String AS_USUAL =
      "set session characteristics as transaction isolation level read committed";

  @Resource(lookup = "jdbc/drawbridge")
  DataSource store;

  @Inject Config config;
  @Inject Clock clock;

  /**
   * A finished backup.
   *
   * @param takenAt everything that was committed before is in it
   */
  public record Backup(Path file, long bytes, Instant takenAt) {}

  /**
   * Takes one, into the directory {@code backup} of the data directory; only the owner of the
   * process may read it. It is on the disk when this returns, which takes as long as writing all
   * data does. What fails leaves no file.
   *
   * @return empty when the store is no H2 file of this process
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
      throw new UncheckedIOException("no backup was made", e);
    }
  }

  private Backup take(Path place) throws IOException {
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Files.createDirectories(place);
    Path draft = Files.createTempFile(place, "backup", ".draft");
    try {
      write(draft);
      Path file = place.resolve("drawbridge-" + now.toString().replace(":", "") + ".sql.gz");
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
      return new Backup(file, Files.size(file), now);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private void write(Path draft) throws IOException {
    try (Connection connection = store.getConnection();
        Statement isolation = connection.createStatement();
        PreparedStatement script = connection.prepareStatement("script to ? compression gzip")) {
      isolation.execute(AT_ONE_MOMENT);
      try {
        script.setString(1, draft.toString());
        script.execute();
      } finally {
        isolation.execute(AS_USUAL);
      }
    } catch (SQLException e) {
      throw new StoreUnavailable("the store gave no backup", e);
    }
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }
}
