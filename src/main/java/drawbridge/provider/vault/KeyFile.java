package drawbridge.provider.vault;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * The file that keeps the key of a node whose store is a file too. Only its owner may read it. It
 * is there with all that belongs into it, or not at all, and is never overwritten: a lost key
 * cannot be made again.
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

  /** What is in the file; it is made with a new key when it is not there. */
  String text() throws IOException {
    if (Files.notExists(path())) {
      make();
    }
    return Files.readString(path());
  }

  /**
   * Writes a file of another name first, which only its owner may read ({@link
   * Files#createTempFile}), and gives it its name when it is on the disk. A link and no move: of
   * two makers the second one is told, where a move would take the first one's place.
   */
  private void make() throws IOException {
    Files.createDirectories(directory);
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
      keep(directory);
    } catch (FileAlreadyExistsException e) {
      // another start was faster: its key is ours
    } finally {
      Files.delete(draft);
    }
  }

  /** Makes the names in a directory durable, where the system lets one. */
  private static void keep(Path directory) {
    try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
      names.force(true);
    } catch (IOException e) {
      // Windows opens no directories, and keeps names by itself
    }
  }
}
