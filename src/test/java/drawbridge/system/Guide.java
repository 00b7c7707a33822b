package drawbridge.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The operators' guide: tests run its blocks that begin with {@code ```sh name}. */
final class Guide {

  private static final Path DIRECTORY = Path.of("src/docs/operators");

  private Guide() {}

  /** Returns the block of this name on this page. */
  static String block(String page, String name) {
    try {
      String text = Files.readString(DIRECTORY.resolve(page));
      Matcher block =
          Pattern.compile("(?s)```\\w+ " + Pattern.quote(name) + "\n(.*?)```").matcher(text);
      if (!block.find()) {
        throw new IllegalArgumentException(page + " has no block " + name);
      }
      return block.group(1);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
