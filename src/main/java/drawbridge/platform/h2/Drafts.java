package drawbridge.platform.h2;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Files that a killed process has half written, and that got no name yet: a password, keys, a
 * backup.
 */
public final class Drafts {

  private static final System.Logger LOG = System.getLogger(Drafts.class.getName());

  /** By the directory below the data directory. */
  private static final Map<String, String> NAMES =
      Map.of("", "{database.password,encryption.keys}*.draft", "backup", "backup*.draft");

  private Drafts() {}

  /**
   * Removes them. Call it only while this process has locked the H2 file, and before it creates
   * keys or a backup: another process writes these with the lock only, and a password only where
   * there is none.
   *
   * @param data the data directory
   */
  public static void remove(Path data) {
    NAMES.forEach((below, names) -> removeFrom(data.resolve(below), names));
  }

  private static void removeFrom(Path directory, String names) {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (DirectoryStream<Path> drafts = Files.newDirectoryStream(directory, names)) {
      for (Path draft : drafts) {
        Files.deleteIfExists(draft);
        LOG.log(System.Logger.Level.INFO, "removed {0}, which a killed process left", draft);
      }
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "cannot remove files of a killed process from {0}: {1}",
          directory,
          e.toString());
    }
  }
}
