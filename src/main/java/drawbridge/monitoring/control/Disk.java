package drawbridge.monitoring.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.eclipse.microprofile.config.Config;

/** The free space on the disk of the H2 file. Unknown for other stores. */
@ApplicationScoped
public class Disk {

  private static final String H2_FILE = "jdbc:h2:file:";

  @Inject Config config;
  @Inject MonitoringSettings settings;

  /** Returns whether the free space reaches the configured minimum; true when unknown. */
  public boolean hasSpace() {
    OptionalLong free = free();
    return free.isEmpty() || free.getAsLong() >= leastFree();
  }

  /** Returns the configured minimum in bytes. */
  public long leastFree() {
    return settings.leastFree();
  }

  /** Returns free bytes; empty when the store is no H2 file or its directory does not exist. */
  public OptionalLong free() {
    String url = config.getOptionalValue("drawbridge.database.url", String.class).orElse("");
    if (!url.startsWith(H2_FILE)) {
      return OptionalLong.empty();
    }
    Path file = Path.of(url.substring(H2_FILE.length()).replaceFirst(";.*", ""));
    Path directory = file.toAbsolutePath().getParent();
    try {
      return OptionalLong.of(Files.getFileStore(directory).getUsableSpace());
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
