package drawbridge.admin.files.control;

import drawbridge.admin.control.Definitions;
import drawbridge.platform.BadSettings;
import drawbridge.workflow.definition.DefinitionFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/** A directory of workflow files. Ignores subdirectories. */
public record Directory(Path path) {

  static final String SETTING = "drawbridge.workflows.directory";

  private static final Set<String> ENDINGS = Set.of("yaml", "yml", "json");

  /** A workflow file. */
  record Entry(Path path) {

    String file() {
      return String.valueOf(path.getFileName());
    }

    /** Returns the name of the workflow: the file name without its extension. */
    String name() {
      return file().substring(0, file().lastIndexOf('.'));
    }

    DefinitionFormat format() {
      return ending(path).equals("json") ? DefinitionFormat.JSON : DefinitionFormat.YAML;
    }

    /** Returns the content. Reads at most one byte more than the size limit. */
    byte[] bytes() throws IOException {
      try (InputStream in = Files.newInputStream(path)) {
        return in.readNBytes(Definitions.LONGEST + 1);
      }
    }
  }

  /**
   * Returns the configured directory; empty when none is configured.
   *
   * @throws BadSettings when it does not exist
   */
  static Optional<Directory> of(Config config) {
    return config
        .getOptionalValue(SETTING, String.class)
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .map(Directory::existing);
  }

  private static Directory existing(String text) {
    try {
      Path path = Path.of(text);
      if (Files.isDirectory(path)) {
        return new Directory(path);
      }
    } catch (InvalidPathException e) {
      // treated below as a missing directory
    }
    throw new BadSettings(List.of("setting " + SETTING + " must name a directory that exists"));
  }

  /** Returns the workflow files, by name. */
  List<Entry> entries() throws IOException {
    try (Stream<Path> all = Files.list(path)) {
      return all.filter(file -> ENDINGS.contains(ending(file)) && Files.isRegularFile(file))
          .sorted()
          .map(Entry::new)
          .toList();
    }
  }

  private static String ending(Path file) {
    String text = String.valueOf(file.getFileName());
    return text.substring(text.lastIndexOf('.') + 1);
  }
}
