package drawbridge.ctl.files;

import drawbridge.ctl.terminal.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Reads the files of a directory that has the layout of an export. Workflow files may also lie in
 * the directory itself. Hidden files are ignored without a word, others that do not belong there
 * with one.
 */
public final class LocalFiles {

  /** The limits of an import. */
  static final int LARGEST_FILE = 1 << 20;

  private static final int LARGEST = 32 << 20;

  /** Kept free for the settings of a workspace. */
  private static final String SETTINGS = "settings";

  private final Path directory;
  private final Consumer<String> ignored;
  private final Map<String, String> texts = new TreeMap<>();
  private final Map<String, Path> objects = new HashMap<>();
  private final List<String> faults = new ArrayList<>();
  private long size;

  private LocalFiles(Path directory, Consumer<String> ignored) {
    this.directory = directory;
    this.ignored = ignored;
  }

  /**
   * Returns the texts by path in the export.
   *
   * @param ignored receives each path that does not belong to an export
   * @throws Failure which names every file that cannot be taken
   */
  public static Map<String, String> read(Path directory, Consumer<String> ignored) {
    LocalFiles files;
    try {
      files = new LocalFiles(directory.toRealPath(), ignored);
      files.readAll();
    } catch (IOException e) {
      throw Failure.of("cannot read " + directory + ": " + Reasons.of(e));
    }
    if (!files.faults.isEmpty()) {
      throw Failure.of(String.join("\n", files.faults));
    } else if (files.texts.isEmpty()) {
      throw Failure.of(
          directory
              + " has no workflow, trigger, handshake or signature: it needs files such as"
              + " workflows/NAME.yaml");
    }
    files.texts.putIfAbsent(ExportPath.OWN, "format: 1\n");
    return files.texts;
  }

  private void readAll() throws IOException {
    for (Path path : entries(directory)) {
      String name = name(path);
      if (ExportPath.FOLDERS.contains(name) && Files.isDirectory(path)) {
        readFolder(name, path);
      } else if (name.equals(ExportPath.OWN)) {
        take(name, path);
      } else if (ExportPath.hasEnding(name) && ExportPath.object(name).equals(SETTINGS)) {
        faults.add(shown(path) + ": a workspace has no settings that files can describe yet");
      } else if (ExportPath.hasEnding(name)) {
        take("workflows/" + name, path);
      } else {
        ignored.accept(shown(path));
      }
    }
  }

  private void readFolder(String folder, Path at) throws IOException {
    if (!isInside(at)) {
      return;
    }
    for (Path path : entries(at)) {
      if (ExportPath.hasEnding(name(path))) {
        take(folder + "/" + name(path), path);
      } else {
        ignored.accept(shown(path));
      }
    }
  }

  /** Returns the entries that are not hidden, by name. */
  private static List<Path> entries(Path at) throws IOException {
    try (Stream<Path> all = Files.list(at)) {
      return all.filter(path -> !name(path).startsWith(".")).sorted().toList();
    }
  }

  private void take(String path, Path file) {
    Path earlier = objects.putIfAbsent(ExportPath.object(path), file);
    if (earlier != null) {
      faults.add(shown(file) + ": has the same name as " + shown(earlier));
      return;
    }
    try {
      if (isInside(file)) {
        read(path, file);
      }
    } catch (IOException e) {
      faults.add(shown(file) + ": cannot be read: " + Reasons.of(e));
    }
  }

  private void read(String path, Path file) throws IOException {
    if (!Files.isRegularFile(file)) {
      faults.add(shown(file) + ": is no regular file");
      return;
    }
    byte[] bytes;
    try (InputStream in = Files.newInputStream(file)) {
      bytes = in.readNBytes(LARGEST_FILE + 1);
    }
    size += bytes.length;
    if (bytes.length > LARGEST_FILE) {
      faults.add(shown(file) + ": is larger than " + LARGEST_FILE + " bytes");
    } else if (size > LARGEST) {
      throw Failure.of(directory + " has more than " + LARGEST + " bytes");
    } else {
      Texts.decode(bytes)
          .ifPresentOrElse(
              text -> texts.put(path, text), () -> faults.add(shown(file) + ": is not UTF-8"));
    }
  }

  /** Refuses links that lead out of the directory. */
  private boolean isInside(Path file) throws IOException {
    boolean isInside = file.toRealPath().startsWith(directory);
    if (!isInside) {
      faults.add(shown(file) + ": is a link to a file outside of the directory");
    }
    return isInside;
  }

  private String shown(Path file) {
    return directory.relativize(file).toString();
  }

  private static String name(Path path) {
    return String.valueOf(path.getFileName());
  }
}
