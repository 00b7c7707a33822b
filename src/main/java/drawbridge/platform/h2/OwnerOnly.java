package drawbridge.platform.h2;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Restricts files and directories to the account of this process: {@code 600} and {@code 700}. On
 * file systems without POSIX permissions nothing happens.
 */
public final class OwnerOnly {

  private static final System.Logger LOG = System.getLogger(OwnerOnly.class.getName());
  private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> DIRECTORY =
      PosixFilePermissions.fromString("rwx------");

  private OwnerOnly() {}

  /** Creates a directory and its missing parents; restricts it also when it exists. */
  public static void directory(Path path) throws IOException {
    if (Files.notExists(path)) {
      if (hasPermissions(path.toAbsolutePath().getParent())) {
        Files.createDirectories(path, PosixFilePermissions.asFileAttribute(DIRECTORY));
      } else {
        Files.createDirectories(path);
      }
    }
    restrict(path);
  }

  /** Creates an empty file; does nothing but restrict one that exists. */
  static void file(Path path) throws IOException {
    if (Files.notExists(path) && hasPermissions(path.toAbsolutePath().getParent())) {
      Files.createFile(path, PosixFilePermissions.asFileAttribute(FILE));
    }
    restrict(path);
  }

  /**
   * Takes the rights of group and others from a file or directory, and logs it. Does nothing when
   * the file does not exist. Logs a warning when this account may not do so, as with a volume that
   * another account owns.
   */
  public static void restrict(Path path) {
    try {
      if (!Files.exists(path) || !hasPermissions(path)) {
        return;
      }
      Set<PosixFilePermission> wanted = Files.isDirectory(path) ? DIRECTORY : FILE;
      Set<PosixFilePermission> found = Files.getPosixFilePermissions(path);
      if (!wanted.containsAll(found)) {
        Files.setPosixFilePermissions(path, wanted);
        LOG.log(
            System.Logger.Level.INFO,
            "{0} had the permissions {1}; only its owner has access now",
            path,
            PosixFilePermissions.toString(found));
      }
    } catch (IOException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "cannot restrict {0} to its owner ({1}); other accounts of this machine may read it",
          path,
          e.toString());
    }
  }

  private static boolean hasPermissions(@Nullable Path path) {
    Path existing = path;
    while (existing != null && Files.notExists(existing)) {
      existing = existing.getParent();
    }
    return existing != null
        && Files.getFileAttributeView(existing, PosixFileAttributeView.class) != null;
  }
}
