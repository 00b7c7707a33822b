package drawbridge.launcher;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.UserPrincipal;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The directory into which a process unpacks the server and the application, about 135 MB. Each
 * process has its own, locks it while it runs, and removes it at its end. A killed process leaves
 * it: the next start removes every directory of this account that no process has locked.
 *
 * <p>No configuration outlives a start: Payara would begin with closed ports and the application of
 * the last start, and add the boot commands once more.
 */
final class ServerDirectory {

  private static final String PREFIX = "drawbridge-server-";
  private static final String LOCK = "lock";

  /** Payara takes these directories from the operator, and unpacks there. */
  private static final List<String> OF_THE_OPERATOR = List.of("--rootdir", "--unpackdir");

  /** The application inside {@code drawbridge.jar}. Its name makes it answer at {@code /}. */
  private static final String APPLICATION = "ROOT.war";

  private final Path path;

  /** Open as long as the process lives: to close it would end the lock. */
  @SuppressWarnings({"unused", "FieldCanBeLocal"})
  private final FileChannel lock;

  private ServerDirectory(Path path, FileChannel lock) {
    this.path = path;
    this.lock = lock;
  }

  /**
   * Creates and locks a directory among the temporary files, and removes those of ended processes.
   *
   * @throws IllegalArgumentException when nothing can be written there; the message names the place
   */
  static ServerDirectory create() {
    Path parent = Path.of(System.getProperty("java.io.tmpdir"));
    try {
      return create(parent);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "cannot write to the directory java.io.tmpdir (" + e + ")", e);
    }
  }

  /**
   * Creates and locks a directory, and removes those of ended processes.
   *
   * @param parent the directory for temporary files, which other processes use at the same time
   * @throws IOException when nothing can be written there
   */
  static ServerDirectory create(Path parent) throws IOException {
    ServerDirectory created = null;
    while (created == null) {
      created = tryCreate(parent);
    }
    created.removeAbandoned();
    return created;
  }

  /** Returns null where another start removed the directory before this one had locked it. */
  private static @Nullable ServerDirectory tryCreate(Path parent) throws IOException {
    Path path = Files.createTempDirectory(parent, PREFIX);
    Path file = path.resolve(LOCK);
    try {
      FileChannel channel =
          FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
      if (isLocked(channel) && Files.exists(file)) {
        return new ServerDirectory(path, channel);
      }
      channel.close();
      return null;
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /** Returns whether this process has the lock now. */
  private static boolean isLocked(FileChannel channel) throws IOException {
    try {
      return channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** Removes what it can; a directory that cannot be removed stops no start. */
  private void removeAbandoned() throws IOException {
    UserPrincipal account = Files.getOwner(path);
    try (Stream<Path> all = Files.list(Objects.requireNonNull(path.getParent()))) {
      all.filter(other -> isAnother(other, account)).forEach(ServerDirectory::removeUnlessLocked);
    }
  }

  /** Everyone may write to the parent, so the name alone says nothing. */
  private boolean isAnother(Path other, UserPrincipal account) {
    try {
      return other.getFileName().toString().startsWith(PREFIX)
          && !other.equals(path)
          && Files.isDirectory(other, LinkOption.NOFOLLOW_LINKS)
          && Files.getOwner(other, LinkOption.NOFOLLOW_LINKS).equals(account);
    } catch (IOException e) {
      return false;
    }
  }

  private static void removeUnlessLocked(Path other) {
    Path file = other.resolve(LOCK);
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      if (isLocked(channel)) {
        removeContent(other);
        Files.delete(file);
        Files.delete(other);
      }
    } catch (NoSuchFileException e) {
      other.toFile().delete(); // nothing, unless it is empty: a kill before the lock was created
    } catch (IOException e) {
      System.err.println("cannot remove " + other + " of an ended process: " + e);
    }
  }

  /** The lock is last, so that a kill meanwhile leaves the rest to the next start. */
  private static void removeContent(Path directory) throws IOException {
    Files.walkFileTree(
        directory,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            if (!file.equals(directory.resolve(LOCK))) {
              Files.delete(file);
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path at, @Nullable IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            if (!at.equals(directory)) {
              Files.delete(at);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }

  /** Returns the directory. */
  Path path() {
    return path;
  }

  /**
   * Returns the options of Payara with this directory, unless they name one. Then it removes the
   * configuration of an earlier start from that one.
   *
   * @throws IllegalArgumentException when it cannot be removed
   */
  List<String> completed(List<String> options) {
    int chosen =
        IntStream.range(0, options.size() - 1)
            .filter(at -> OF_THE_OPERATOR.contains(options.get(at).toLowerCase(Locale.ROOT)))
            .findFirst()
            .orElse(-1);
    if (chosen < 0) {
      return Stream.concat(options.stream(), Stream.of("--rootDir", path.toString())).toList();
    }
    Path configuration = Path.of(options.get(chosen + 1), "config", "domain.xml");
    try {
      Files.deleteIfExists(configuration);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot replace " + configuration + " (" + e + ")", e);
    }
    return options;
  }

  /**
   * Unpacks the application and deploys it. Payara would unpack it to the directory for temporary
   * files and leave it there at a kill.
   *
   * @throws IllegalStateException when the application does not start
   */
  void deploy(ServerCommands server) {
    Path application = path.resolve(APPLICATION);
    try (InputStream packed =
        ServerDirectory.class.getResourceAsStream("/MICRO-INF/application/" + APPLICATION)) {
      Files.copy(Objects.requireNonNull(packed, APPLICATION), application);
      server.run(
          "deploy",
          "--availabilityenabled=true",
          "--force=true",
          "--name=ROOT",
          "--contextroot=/",
          application.toString());
      Files.delete(application);
    } catch (IOException e) {
      throw new IllegalStateException("cannot unpack the application: " + e, e);
    }
  }

  /**
   * Lets the JVM delete the directory after all shutdown hooks, which still need it. Called by one
   * of them.
   */
  void removeAtExit() {
    try (Stream<Path> all = Files.walk(path)) {
      all.map(Path::toFile).forEach(File::deleteOnExit);
    } catch (IOException e) {
      System.err.println("cannot remove " + path + " (" + e + "); the next start does");
    }
  }
}
