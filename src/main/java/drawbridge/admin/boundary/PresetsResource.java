package drawbridge.admin.boundary;

import drawbridge.admin.boundary.wire.Refused;
import drawbridge.admin.boundary.wire.Reply;
import drawbridge.operator.boundary.OperatorsOnly;
import drawbridge.operator.boundary.WorkspaceFiltered;
import drawbridge.provider.preset.Preset;
import drawbridge.provider.preset.Presets;
import drawbridge.provider.preset.TestRequest;
import jakarta.enterprise.context.RequestScoped;
import jakarta.json.JsonObject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lists the presets of providers (T13). They are the same for all workspaces. */
@Path("admin/presets")
@OperatorsOnly
@WorkspaceFiltered
@RequestScoped
public class PresetsResource {

  /** All presets, by name. */
  public record PresetList(List<PresetReply> presets) {}

  /**
   * A preset.
   *
   * @param inputs the values that the operator must or may add
   * @param steps the instructions; {@code {url}} stands for the trigger's URL
   */
  public record PresetReply(
      String name,
      String title,
      String docs,
      int version,
      JsonObject setup,
      List<InputReply> inputs,
      List<String> steps,
      @Nullable String retries,
      List<String> notes,
      TestReply test) {

    private static PresetReply of(String name, Preset preset) {
      return new PresetReply(
          name,
          preset.title(),
          preset.docs(),
          preset.version(),
          preset.setup(),
          preset.inputs().stream().map(InputReply::of).toList(),
          preset.steps(),
          preset.retries(),
          preset.notes(),
          TestReply.of(preset.test()));
    }
  }

  /**
   * A value that the operator adds.
   *
   * @param pointer of the member in the setup
   */
  public record InputReply(
      String pointer, String what, @Nullable String example, boolean required, boolean secret) {

    private static InputReply of(Preset.Input input) {
      return new InputReply(
          input.at(), input.what(), input.example(), input.required(), input.secret());
    }
  }

  /**
   * An event as the provider sends it, without its signature.
   *
   * @param query encoded
   * @param headers text by name
   */
  public record TestReply(String method, String query, JsonObject headers, String body) {

    private static TestReply of(TestRequest test) {
      var headers = jakarta.json.Json.createObjectBuilder();
      test.allHeaders().forEach(headers::add);
      return new TestReply(test.method(), test.queryString(), headers.build(), test.body());
    }
  }

  /** Returns all presets. */
  @GET
  public Response list() {
    return Reply.ok(
        new PresetList(
            Presets.builtIn().all().entrySet().stream()
                .map(row -> PresetReply.of(row.getKey(), row.getValue()))
                .toList()));
  }

  /** Returns one preset. */
  @GET
  @Path("{preset}")
  public Response show(@PathParam("preset") String name) {
    return Presets.builtIn()
        .find(name)
        .map(preset -> Reply.ok(PresetReply.of(name, preset)))
        .orElseThrow(Refused.notFound("preset"));
  }
}
