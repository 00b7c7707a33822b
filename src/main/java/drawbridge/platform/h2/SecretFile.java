package drawbridge.platform.h2;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Supplier;

/**
 * A generated secret in a file of the data directory, which only its owner can read. The file is
 * created atomically and never overwritten.
 */
public final class SecretFile {

  private final Path path;

  public SecretFile(Path path) {
    this.path = path.toAbsolutePath();
  }

  public Path path() {
    return path;
  }

  /**
   * Returns the text of the file. Creates the file when it does not exist; then the text is durable
   * before this returns.
   *
   * @param secret generates one line of ASCII text
   */
  public String text(Supplier<String> secret) throws IOException {
    if (Files.notExists(path)) {
      create(secret.get());
    }
    OwnerOnly.restrict(path);
    return Files.readString(path);
  }

  /**
   * Writes and syncs a temporary file, which only its owner can read, and links it to its name. A
   * link fails when the name exists; a move would replace the file of a concurrent start.
   */
  private void create(String secret) throws IOException {
    Path directory = path.resolveSibling("");
    OwnerOnly.directory(directory);
    Path draft = Files.createTempFile(directory, path.getFileName().toString(), ".draft");
    try {
      try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        ByteBuffer line = StandardCharsets.US_ASCII.encode(secret + "\n");
        while (line.hasRemaining()) {
          channel.write(line);
        }
        channel.force(true);
      }
      Files.createLink(path, draft);
      sync(directory);
    } catch (FileAlreadyExistsException e) {
      // a concurrent start created the file: use its secret
    } finally {
      Files.delete(draft);
    }
  }

  /** Makes the names in a directory durable, where the operating system supports it. */
  private static void sync(Path directory) {
    try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
      names.force(true);
    } catch (IOException e) {
      // Windows cannot open directories and makes names durable itself
    }
  }
}
