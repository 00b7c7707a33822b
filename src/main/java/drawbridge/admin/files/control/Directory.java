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

/** A directory of workflow files, subdirectories left out. */
public record Directory(Path path) {

  static final String SETTING = "drawbridge.workflows.directory";

  private static final Set<String> ENDINGS = Set.of("yaml", "yml", "json");

  /** A workflow file. */
  record Entry(Path path) {

    String file() {
      return String.valueOf(path.getFileName());
    }

    /** The workflow's: the file's without its ending. */
    String name() {
      return file().substring(0, file().lastIndexOf('.'));
    }

    DefinitionFormat format() {
      return ending(path).equals("json") ? DefinitionFormat.JSON : DefinitionFormat.YAML;
    }

    /** What it holds now; of a file that is too long, one byte more than may be. */
    byte[] bytes() throws IOException {
      try (InputStream in = Files.newInputStream(path)) {
        return in.readNBytes(Definitions.LONGEST + 1);
      }
    }
  }

  /**
   * The directory that is set; empty when none is.
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
      // answered below like a directory that is missing
    }
    throw new BadSettings(List.of("setting " + SETTING + " must name a directory that exists"));
  }

  /** The workflow files in the order of their names. */
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
