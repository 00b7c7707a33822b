package drawbridge.ctl;

import static drawbridge.ctl.api.Members.items;
import static drawbridge.ctl.api.Members.text;

import drawbridge.ctl.api.Api;
import drawbridge.ctl.files.Lines;
import drawbridge.ctl.terminal.Failure;
import drawbridge.ctl.terminal.Table;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Asks whether uids were accepted. */
@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = "Tells whether uids were accepted. Ends with 1 when one is unknown.")
final class Verify implements Callable<Integer> {

  /** Most uids of a call. */
  private static final int MOST = 1_000;

  private final Surroundings here;
  @Mixin private Connection connection = new Connection();

  @Parameters(paramLabel = "UID", arity = "0..*", description = "Uids.")
  private List<String> uids = new ArrayList<>();

  @Option(
      names = {"-f", "--file"},
      paramLabel = "FILE",
      description = "File with a uid on each line; - reads standard input.")
  private java.io.@Nullable File file;

  Verify(Surroundings here) {
    this.here = here;
  }

  @Override
  public Integer call() {
    List<String> all = new ArrayList<>(uids);
    if (file != null) {
      all.addAll(Lines.read(file.toPath(), here.in()));
    }
    if (all.isEmpty()) {
      throw Failure.of("there is no uid: give some, or a file with -f");
    }
    Api api = connection.open(here);
    Table table = new Table("UID", "STATUS", "RUN", "RUN STATUS", "ACCEPTED");
    boolean isUnknown = false;
    for (int from = 0; from < all.size(); from += MOST) {
      List<String> some = all.subList(from, Math.min(all.size(), from + MOST));
      for (JsonObject result : ask(api, some)) {
        isUnknown |= !text(result, "status").equals("accepted");
        write(result, table);
      }
    }
    if (!connection.isJson()) {
      table.write(here.output());
    }
    return isUnknown ? Ctl.NO : 0;
  }

  private static List<JsonObject> ask(Api api, List<String> uids) {
    JsonObject body = Json.createObjectBuilder().add("uids", Json.createArrayBuilder(uids)).build();
    return items(api.post(api.inWorkspace("verify"), body), "results");
  }

  private void write(JsonObject result, Table table) {
    if (connection.isJson()) {
      here.output().json(result);
    } else {
      table.add(
          text(result, "uid"),
          text(result, "status"),
          result.getString("runId", ""),
          result.getString("runStatus", ""),
          result.getString("acceptedAt", ""));
    }
  }
}
