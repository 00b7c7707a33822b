package drawbridge.ctl;

import static drawbridge.ctl.api.Members.items;
import static drawbridge.ctl.api.Members.text;

import drawbridge.ctl.api.Api;
import drawbridge.ctl.files.Differences;
import drawbridge.ctl.files.ExportZip;
import drawbridge.ctl.files.LocalFiles;
import drawbridge.ctl.terminal.Failure;
import drawbridge.ctl.terminal.Output;
import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Applies the files of a directory to a workspace. */
@Command(
    name = "apply",
    mixinStandardHelpOptions = true,
    description = {
      "Creates and changes workflows, triggers, handshakes and signatures as the files of a"
          + " directory say: all of them or, after a fault, none. Removes nothing.",
      "With --dry-run, changes nothing, writes the differences, and ends with 1 when there are any."
    })
final class Apply implements Callable<Integer> {

  private final Surroundings here;
  @Mixin private Connection connection = new Connection();

  @Option(
      names = {"-f", "--file"},
      paramLabel = "DIR",
      required = true,
      description = "Directory with the layout of an export, or with workflow files.")
  private Path directory = Path.of(".");

  @Option(names = "--dry-run", description = "Only write the differences.")
  private boolean isDryRun;

  Apply(Surroundings here) {
    this.here = here;
  }

  @Override
  public Integer call() {
    Output output = here.output();
    Map<String, String> files = LocalFiles.read(directory, path -> output.note("ignored: " + path));
    Api api = connection.open(here);
    Map<String, String> before = isDryRun ? exported(api) : Map.of();
    List<JsonObject> effects = bring(api, ExportZip.of(files));
    boolean isSame = true;
    for (JsonObject each : effects) {
      isSame &= text(each, "effect").equals("unchanged");
      write(each, difference(each, before, files));
    }
    effects.forEach(this::warn);
    before.keySet().stream()
        .filter(path -> !files.containsKey(ExportZip.same(path, files)))
        .forEach(path -> output.note("only on the server: " + path));
    return isDryRun && !isSame ? Ctl.NO : 0;
  }

  /** Returns the files of the workspace. */
  static Map<String, String> exported(Api api) {
    return ExportZip.read(api.download(api.inWorkspace("export"), ExportZip.MEDIA_TYPE));
  }

  private List<JsonObject> bring(Api api, byte[] zip) {
    String path = api.inWorkspace("import") + (isDryRun ? "?validate=true" : "");
    try {
      return items(api.post(path, ExportZip.MEDIA_TYPE, zip), "files");
    } catch (Failure e) {
      String outcome =
          e.isTemporary() && !isDryRun
              ? "It is not known whether the files are applied: all or none. Run the command again."
              : "Nothing is changed.";
      throw Failure.of(e.getMessage() + "\n" + outcome);
    }
  }

  private List<String> difference(
      JsonObject effect, Map<String, String> before, Map<String, String> files) {
    if (!isDryRun || text(effect, "effect").equals("unchanged")) {
      return List.of();
    }
    String path = text(effect, "file");
    String old = ExportZip.same(path, before);
    return Differences.unified(
        old, before.getOrDefault(old, ""), path, files.getOrDefault(path, ""));
  }

  private void write(JsonObject effect, List<String> difference) {
    if (connection.isJson()) {
      here.output()
          .json(
              difference.isEmpty()
                  ? effect
                  : Json.createObjectBuilder(effect)
                      .add("difference", String.join("\n", difference))
                      .build());
    } else {
      here.output().line(text(effect, "effect") + " " + text(effect, "file"));
      difference.forEach(here.output()::source);
    }
  }

  private void warn(JsonObject effect) {
    String file = text(effect, "file");
    if (effect.get("missing") instanceof JsonArray missing) {
      here.output()
          .note(
              "warning: "
                  + file
                  + " lacks a secret ("
                  + missing.stream().map(Apply::word).collect(Collectors.joining(", "))
                  + ") and refuses its sender; add it in the console or with POST …/secrets");
    }
    if (effect.get("warnings") instanceof JsonArray warnings) {
      warnings.stream()
          .filter(JsonObject.class::isInstance)
          .map(JsonValue::asJsonObject)
          .map(it -> it.getString("pointer", "") + ": " + it.getString("detail", ""))
          .forEach(it -> here.output().note("warning: " + file + ": " + it));
    }
  }

  private static String word(JsonValue value) {
    return value instanceof JsonString string ? string.getString() : value.toString();
  }
}
