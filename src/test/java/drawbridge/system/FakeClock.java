package drawbridge.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A wrong clock of a server, which Debian's {@code libfaketime} provides. */
public final class FakeClock {

  /** What is missing where there is none. */
  public static final String NEEDED = "needs libfaketime: apt-get install faketime";

  private final Path library;

  private FakeClock(Path library) {
    this.library = library;
  }

  /** Returns the library; empty where it is not installed. */
  public static Optional<FakeClock> find() throws IOException {
    Path root = Path.of("/usr/lib");
    if (!Files.isDirectory(root)) {
      return Optional.empty();
    }
    try (Stream<Path> files = Files.find(root, 3, (path, it) -> isLibrary(path))) {
      return files.findAny().map(FakeClock::new);
    }
  }

  private static boolean isLibrary(Path path) {
    return path.endsWith("faketime/libfaketime.so.1");
  }

  /**
   * Returns the environment of a server whose clock is wrong. The processor's timer stays true, as
   * on a machine with a wrong clock. With the library's fix of hanging waits, waits of the JVM
   * would end at once.
   *
   * @param days ahead of the right time; negative behind it
   */
  public Map<String, String> off(int days) {
    return Map.of(
        "LD_PRELOAD",
        library.toString(),
        "FAKETIME",
        "%+dd".formatted(days),
        "FAKETIME_DONT_FAKE_MONOTONIC",
        "1",
        "FAKETIME_FORCE_MONOTONIC_FIX",
        "0");
  }
}
