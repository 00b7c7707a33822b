package drawbridge.ctl.files;

import drawbridge.ctl.terminal.Failure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** Writes an export to a directory. */
public final class ExportDirectory {

  private final Path directory;

  private ExportDirectory(Path directory) {
    this.directory = directory;
  }

  /**
   * Takes a directory: a new or empty one, or that of an earlier export.
   *
   * @throws Failure for any other
   */
  public static ExportDirectory of(Path directory) {
    try {
      Files.createDirectories(directory);
      try (Stream<Path> all = Files.list(directory)) {
        boolean isEmpty = all.allMatch(path -> String.valueOf(path.getFileName()).startsWith("."));
        if (!isEmpty && !Files.exists(directory.resolve(ExportPath.OWN))) {
          throw Failure.of(
              directory
                  + " has files and no "
                  + ExportPath.OWN
                  + ": name an empty directory, or one of an earlier export");
        }
      }
      return new ExportDirectory(directory.toRealPath());
    } catch (IOException e) {
      throw Failure.of("cannot write to " + directory + ": " + Reasons.of(e));
    }
  }

  /**
   * Writes the texts whose files differ.
   *
   * @param effects receives each path with {@code created}, {@code changed} or {@code unchanged}
   * @throws Failure when a file cannot be written; the others before it are
   */
  public void write(Map<String, String> texts, BiConsumer<String, String> effects) {
    for (Map.Entry<String, String> each : texts.entrySet()) {
      try {
        effects.accept(each.getKey(), write(each.getKey(), each.getValue()));
      } catch (IOException e) {
        throw Failure.of("cannot write " + each.getKey() + ": " + Reasons.of(e));
      }
    }
  }

  /** Replaces the file as a whole, and a link by the file. */
  private String write(String path, String text) throws IOException {
    Path file = directory.resolve(path);
    Path folder = Objects.requireNonNull(file.getParent());
    Files.createDirectories(folder);
    if (!folder.toRealPath().startsWith(directory)) {
      throw new IOException("its directory is a link to another place");
    }
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    boolean isNew = !Files.exists(file, LinkOption.NOFOLLOW_LINKS);
    if (Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)
        && Files.size(file) == bytes.length
        && Arrays.equals(Files.readAllBytes(file), bytes)) {
      return "unchanged";
    }
    Path whole = Files.createTempFile(folder, ".drawbridge", ".tmp");
    try {
      Files.write(whole, bytes);
      Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(whole);
    }
    return isNew ? "created" : "changed";
  }

  /** Returns the paths of earlier exports that this one does not have. */
  public List<String> stale(Map<String, String> texts) {
    return ExportPath.FOLDERS.stream()
        .flatMap(folder -> names(folder).map(name -> folder + "/" + name))
        .filter(path -> ExportPath.isOne(path) && !texts.containsKey(path))
        .sorted()
        .toList();
  }

  private Stream<String> names(String folder) {
    String[] names = directory.resolve(folder).toFile().list();
    return names == null ? Stream.of() : Arrays.stream(names);
  }
}
