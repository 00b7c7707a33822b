package drawbridge.launcher;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The generated password of the H2 file, in a file of the data directory that only its owner reads.
 * Payara's pool reads the password before the application starts, so the launcher generates it. The
 * application gives it to an H2 file that still has the default password.
 */
final class StorePassword {

  private static final String SETTING = "drawbridge.database.password";

  /** What {@code post-boot.asadmin} names as the default of the setting. */
  private static final String GENERATED = "generated.drawbridge.password";

  private static final int BYTES = 24;

  private final Function<String, @Nullable String> settings;

  /**
   * @param settings what the operator has set, by name
   */
  StorePassword(Function<String, @Nullable String> settings) {
    this.settings = settings;
  }

  /**
   * Makes the password the default of the setting, unless the operator has set a password or a
   * store. What the operator sets in another way, such as {@code --secretsDir}, wins over it.
   *
   * @throws IllegalArgumentException when the file cannot be read
   */
  static void prepare() {
    try {
      new StorePassword(StorePassword::setting)
          .password()
          .ifPresent(password -> System.setProperty(GENERATED, password));
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot read the password of the H2 file (" + e + ")", e);
    }
  }

  /**
   * Returns the password; generates it for a new directory and for one of an earlier release. Empty
   * where the operator chose the store or its password, and where nothing can be written.
   */
  Optional<String> password() throws IOException {
    if (settings.apply(SETTING) != null || settings.apply("drawbridge.database.url") != null) {
      return Optional.empty();
    }
    String set = settings.apply("drawbridge.data.directory");
    Path directory = Path.of(set == null ? "./data" : set).toAbsolutePath().normalize();
    Path file = directory.resolve("database.password");
    if (!Files.exists(file) && !isCreated(file)) {
      return Optional.empty();
    }
    return Optional.of(Files.readString(file).strip());
  }

  /** Returns false where nothing can be written: then the store, if it is here, says why. */
  private static boolean isCreated(Path file) {
    try {
      Files.createDirectories(file.getParent(), ownersOnly());
      create(file);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static FileAttribute<?>[] ownersOnly() {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
        }
        : new FileAttribute<?>[0];
  }

  /** Only its owner reads a temporary file; a link never replaces the file of another start. */
  private static void create(Path file) throws IOException {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    String password = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Path draft = Files.createTempFile(file.getParent(), "database.password", ".draft");
    try {
      Files.writeString(draft, password + "\n", StandardOpenOption.SYNC);
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      // a concurrent start created the file: use its password
    } finally {
      Files.delete(draft);
    }
  }

  private static @Nullable String setting(String name) {
    String variable = name.replaceAll("[^a-z]", "_").toUpperCase(Locale.ROOT);
    return System.getProperty(name, System.getenv(variable));
  }
}
