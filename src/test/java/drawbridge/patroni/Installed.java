package drawbridge.patroni;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The programs of Debian's packages. */
final class Installed {

  private static final Path SERVERS = Path.of("/usr/lib/postgresql");
  private static final List<String> NEEDED =
      List.of("postgres", "initdb", "pg_basebackup", "pg_rewind");

  private Installed() {}

  /** Returns the programs of the newest PostgreSQL that can be a member of a cluster. */
  static Optional<Path> postgresql() {
    if (!Files.isDirectory(SERVERS)) {
      return Optional.empty();
    }
    try (Stream<Path> versions = Files.list(SERVERS)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> NEEDED.stream().allMatch(it -> Files.isExecutable(bin.resolve(it))))
          .max(Comparator.naturalOrder());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Returns why a cluster cannot start here; empty where it can. */
  static Optional<String> missing() {
    if (postgresql().isEmpty()) {
      return Optional.of("PostgreSQL with pg_basebackup and pg_rewind is not installed");
    }
    return Stream.of("patroni", "etcd", "setpriv")
        .filter(program -> !isThere(program))
        .findFirst()
        .map(program -> "there is no " + program + " on this machine");
  }

  private static boolean isThere(String program) {
    return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
        .anyMatch(directory -> Files.isExecutable(Path.of(directory, program)));
  }
}
