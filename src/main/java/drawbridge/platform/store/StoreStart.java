package drawbridge.platform.store;

import drawbridge.platform.CannotStart;
import drawbridge.platform.clock.ClockCheck;
import drawbridge.platform.clock.ClockSettings;
import drawbridge.platform.h2.Drafts;
import drawbridge.platform.h2.H2File;
import drawbridge.platform.h2.H2Start;
import drawbridge.platform.setting.Settings;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;

/** Prepares and checks the store before anything is written to it. */
final class StoreStart {

  private final Config config;
  private final ClockCheck clock;

  StoreStart(Config config) {
    this.config = config;
    this.clock =
        new ClockCheck(Clock.systemUTC(), Settings.read(config, ClockSettings.class).accepted());
  }

  /** Checks the H2 file and then opens the store by the pool of the server. */
  void open(DataSource store) throws SQLException {
    Optional<H2File> file = H2File.of(text("drawbridge.database.url", ""));
    Path data = Path.of(text("drawbridge.data.directory", "data"));
    if (file.isPresent() && H2File.hasDriver()) {
      new H2Start(file.get(), data, text("drawbridge.database.user", ""))
          .prepare(text("drawbridge.database.password", ""), clock::check);
    }
    try (Connection connection = store.getConnection()) {
      clock.check(connection);
      file.ifPresent(locked -> Drafts.remove(data));
    }
  }

  private String text(String name, String absent) {
    return new Settings(config).text(name).orElse(absent);
  }

  /** Returns why another process keeps the H2 file from this one. */
  static Optional<CannotStart> locked(Throwable failure, Config config) {
    Optional<H2File> file =
        H2File.of(new Settings(config).text("drawbridge.database.url").orElse(""));
    return file.filter(locked -> StoreFailures.isLocked(failure))
        .map(
            locked ->
                new CannotStart(
                    "another server has opened %s (%s). Stop it, or give this one another drawbridge.data.directory."
                        .formatted(
                            locked.path(),
                            H2Start.lastOwner(locked).orElse("its process is unknown"))));
  }
}
