package drawbridge.provider.vault;

import drawbridge.platform.h2.OwnerOnly;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The key file of a node with an embedded store. Only its owner can read it. It is created
 * atomically and never overwritten, since a lost key cannot be restored.
 */
final class KeyFile {

  private static final String NAME = "encryption.keys";

  private final Path directory;

  KeyFile(Path directory) {
    this.directory = directory.toAbsolutePath();
  }

  Path path() {
    return directory.resolve(NAME);
  }

  /** Returns the text of the file. Creates it with a new key when it does not exist. */
  String text() throws IOException {
    if (Files.notExists(path())) {
      create();
    }
    return Files.readString(path());
  }

  /**
   * Writes and syncs a temporary file, which only its owner can read, and links it to its name. A
   * link fails when the name exists; a move would replace the file of a concurrent start.
   */
  private void create() throws IOException {
    OwnerOnly.directory(directory);
    Path draft = Files.createTempFile(directory, NAME, ".draft");
    try {
      try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
        ByteBuffer line = StandardCharsets.US_ASCII.encode(Keyring.newKey() + "\n");
        while (line.hasRemaining()) {
          channel.write(line);
        }
        channel.force(true);
      }
      Files.createLink(path(), draft);
      sync(directory);
    } catch (FileAlreadyExistsException e) {
      // a concurrent start created the file: use its key
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
