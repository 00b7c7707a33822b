package drawbridge.admin.transfer.boundary;

import drawbridge.admin.boundary.wire.Bytes;
import drawbridge.admin.boundary.wire.Flag;
import drawbridge.admin.boundary.wire.Refused;
import drawbridge.admin.boundary.wire.Reply;
import drawbridge.admin.boundary.wire.Warning;
import drawbridge.admin.boundary.wire.WorkspacePath;
import drawbridge.admin.transfer.control.ImportResult;
import drawbridge.admin.transfer.control.ImportResult.Effect;
import drawbridge.admin.transfer.control.Imports;
import drawbridge.admin.transfer.entity.Archive;
import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.operator.boundary.OperatorsOnly;
import drawbridge.operator.control.CurrentOperator;
import drawbridge.platform.Fault;
import drawbridge.platform.compute.Trials;
import drawbridge.workspace.entity.Workspace;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Imports files into a workspace. */
@Path("admin/workspaces/{workspace}/import")
@OperatorsOnly
@RequestScoped
public class ImportResource {

  static final String ZIP = "application/zip";

  /** CPU time of a check of the largest import. */
  private static final Duration CHECK = Duration.ofSeconds(10);

  @Inject Imports imports;
  @Inject Trials trials;
  @Inject CurrentOperator operator;
  @Inject WorkspacePath tenants;
  @Context HttpHeaders headers;
  @Context UriInfo uri;

  /** Imports the files of an export, or only returns the changes that the import would make. */
  @POST
  public Response bring(@PathParam("workspace") String name, InputStream in) throws IOException {
    Workspace workspace = tenants.named(name);
    boolean onlyValidate = Flag.validate(uri);
    if (!Bytes.isOf(headers.getMediaType(), Set.of(ZIP))) {
      throw Bytes.unsupported("Send the " + ZIP + " of an export.");
    }
    List<Fault> faults = new ArrayList<>();
    Archive archive = Archive.read(Bytes.read(in, headers, Archive.LARGEST), faults);
    if (!faults.isEmpty()) {
      throw Refused.faultyFiles(faults);
    }
    return reply(
        onlyValidate
            ? trials.of(operator.getName(), CHECK, () -> imports.check(workspace.id(), archive))
            : imports.bring(workspace.id(), archive));
  }

  private static Response reply(ImportResult imported) {
    return imported.match(
        done -> Reply.ok(new Imported(done.changes().stream().map(FileReply::of).toList())),
        faulty -> {
          throw Refused.faultyFiles(faulty.faults());
        },
        () -> {
          throw Refused.noKey();
        });
  }

  /** The files of an import. */
  public record Imported(List<FileReply> files) {}

  /**
   * A file and its effect.
   *
   * @param missing the secrets that its trigger still needs; null for none
   * @param warnings about its workflow; null for none
   */
  public record FileReply(
      String file,
      Effect effect,
      @Nullable List<String> missing,
      @Nullable List<Warning> warnings) {
    static FileReply of(ImportResult.Change change) {
      List<String> missing = change.missing().stream().map(Purpose::label).toList();
      return new FileReply(
          change.file(),
          change.effect(),
          missing.isEmpty() ? null : missing,
          Warning.of(change.warnings()));
    }
  }
}
