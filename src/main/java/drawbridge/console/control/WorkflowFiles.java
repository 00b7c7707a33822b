package drawbridge.console.control;

import drawbridge.platform.Fault;
import drawbridge.workflow.control.Saved;
import drawbridge.workflow.definition.Format;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Loads the workflow files of a directory, subdirectories left out. A faulty file is an error in
 * the log and stops neither the others nor the server: the version that was saved before goes on.
 */
@ApplicationScoped
public class WorkflowFiles {

  private static final System.Logger LOG = System.getLogger(WorkflowFiles.class.getName());
  private static final Set<String> ENDINGS = Set.of("yaml", "yml", "json");

  @Inject Definitions definitions;

  /** Saves every workflow file, in the order of names; the same text makes no new version. */
  public void load(Path directory, String workspaceId) {
    Map<String, Path> loaded = new HashMap<>();
    for (Path file : files(directory)) {
      String name = name(file);
      Path earlier = loaded.putIfAbsent(name, file);
      if (earlier != null) {
        error(file, "not loaded: " + earlier.getFileName() + " has the same workflow name");
        continue;
      }
      try {
        load(file, name, workspaceId);
      } catch (CharacterCodingException e) {
        error(file, "not loaded: it is not UTF-8");
      } catch (IOException | RuntimeException e) {
        error(file, "not loaded: " + e);
      }
    }
  }

  private void load(Path file, String name, String workspaceId) throws IOException {
    Optional<String> fault = Definitions.faultOfName(name);
    if (fault.isPresent() || Files.size(file) > Definitions.LONGEST) {
      error(file, "not loaded: " + fault.orElse("it is longer than 1 MiB"));
      return;
    }
    Saved saved = definitions.save(workspaceId, name, Files.readString(file), format(file));
    saved.match(
        kept -> {
          tell(file, kept);
          return "";
        },
        refused -> {
          refused.faults().forEach(each -> error(file, each));
          return "";
        });
  }

  private static void tell(Path file, Saved.Kept kept) {
    if (kept.changed()) {
      LOG.log(
          System.Logger.Level.INFO,
          "workflow {0}: version {1} loaded from {2}",
          kept.name(),
          kept.version(),
          file);
    }
  }

  private static void error(Path file, Fault fault) {
    error(
        file,
        "line "
            + fault.line()
            + ", column "
            + fault.column()
            + ", at \""
            + fault.pointer()
            + "\": "
            + fault.detail());
  }

  private static void error(Path file, String what) {
    LOG.log(System.Logger.Level.ERROR, "workflow file " + file + ": " + what);
  }

  private static List<Path> files(Path directory) {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(file -> ENDINGS.contains(ending(file)) && Files.isRegularFile(file))
          .sorted()
          .toList();
    } catch (IOException e) {
      error(directory, "the directory cannot be read: " + e);
      return List.of();
    }
  }

  private static Format format(Path file) {
    return ending(file).equals("json") ? Format.JSON : Format.YAML;
  }

  private static String ending(Path file) {
    String text = String.valueOf(file.getFileName());
    return text.substring(text.lastIndexOf('.') + 1);
  }

  private static String name(Path file) {
    String text = String.valueOf(file.getFileName());
    return text.substring(0, text.lastIndexOf('.'));
  }
}
