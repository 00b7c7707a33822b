package drawbridge.ctl;

import drawbridge.ctl.api.Api;
import drawbridge.ctl.files.ExportDirectory;
import jakarta.json.Json;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Writes a workspace as files. */
@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description =
        "Writes the workflows, triggers, handshakes and signatures of a workspace as files that"
            + " 'apply' takes. They hold no secrets.")
final class Export implements Callable<Integer> {

  private final Surroundings here;
  @Mixin private Connection connection = new Connection();

  @Option(
      names = {"-d", "--directory"},
      paramLabel = "DIR",
      required = true,
      description = "A new or empty directory, or that of an earlier export.")
  private Path directory = Path.of(".");

  Export(Surroundings here) {
    this.here = here;
  }

  @Override
  public Integer call() {
    Api api = connection.open(here);
    Map<String, String> texts = Apply.exported(api);
    ExportDirectory export = ExportDirectory.of(directory);
    export.write(texts, this::write);
    export
        .stale(texts)
        .forEach(path -> here.output().note("not on the server, remove it: " + path));
    return 0;
  }

  private void write(String path, String effect) {
    if (connection.isJson()) {
      here.output()
          .json(Json.createObjectBuilder().add("file", path).add("effect", effect).build());
    } else {
      here.output().line(effect + " " + path);
    }
  }
}
