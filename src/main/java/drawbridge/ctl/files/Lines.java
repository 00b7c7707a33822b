package drawbridge.ctl.files;

import drawbridge.ctl.terminal.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Reads the lines of a file. */
public final class Lines {

  private static final int LARGEST = 16 << 20;

  private Lines() {}

  /**
   * Returns the lines that are not blank.
   *
   * @param file a file, or {@code -} for the input
   * @throws Failure when it cannot be read, is not UTF-8 or has more than 16 MiB
   */
  public static List<String> read(Path file, InputStream input) {
    boolean isInput = file.toString().equals("-");
    try (InputStream in = isInput ? input : Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(LARGEST + 1);
      if (bytes.length > LARGEST) {
        throw Failure.of(file + " has more than " + LARGEST + " bytes");
      }
      return Texts.decode(bytes)
          .orElseThrow(() -> Failure.of(file + " is not UTF-8"))
          .lines()
          .filter(line -> !line.isBlank())
          .toList();
    } catch (IOException e) {
      throw Failure.of("cannot read " + file + ": " + Reasons.of(e));
    }
  }
}
