package drawbridge.monitoring.control;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.eclipse.microprofile.config.Config;

/** The disk that the H2 file lies on; of the disk of any other store nothing is known here. */
@ApplicationScoped
public class Disk {

  private static final String FILE = "jdbc:h2:file:";

  @Inject Config config;
  @Inject MonitoringSettings settings;

  /** Whether as much is free as the settings ask for, as far as anything is known. */
  public boolean hasRoom() {
    OptionalLong free = free();
    return free.isEmpty() || free.getAsLong() >= settings.leastFree();
  }

  /** Bytes that are free; empty where the store is no H2 file, or its directory does not exist. */
  public OptionalLong free() {
    String url = config.getOptionalValue("drawbridge.database.url", String.class).orElse("");
    if (!url.startsWith(FILE)) {
      return OptionalLong.empty();
    }
    Path file = Path.of(url.substring(FILE.length()).replaceFirst(";.*", ""));
    Path directory = file.toAbsolutePath().getParent();
    try {
      return OptionalLong.of(Files.getFileStore(directory).getUsableSpace());
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }
}
