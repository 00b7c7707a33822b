package drawbridge.admin.transfer.boundary;

import drawbridge.admin.boundary.wire.Bytes;
import drawbridge.admin.boundary.wire.Members;
import drawbridge.admin.boundary.wire.Parameters;
import drawbridge.admin.boundary.wire.Refused;
import drawbridge.admin.boundary.wire.WorkspacePath;
import drawbridge.admin.transfer.control.ImportResult;
import drawbridge.admin.transfer.control.Imports;
import drawbridge.admin.transfer.entity.Archive;
import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.operator.boundary.OperatorsOnly;
import drawbridge.platform.Fault;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Brings files into a workspace. */
@Path("admin/workspaces/{workspace}/import")
@OperatorsOnly
@RequestScoped
public class ImportResource {

  static final String ZIP = "application/zip";

  @Inject Imports imports;
  @Inject WorkspacePath tenants;
  @Context HttpHeaders headers;
  @Context UriInfo uri;

  /** Makes and changes what the files of an export say, or only says what that would be. */
  @POST
  public Response bring(@PathParam("workspace") String name, InputStream in) throws IOException {
    Workspace workspace = tenants.named(name);
    Parameters parameters = new Parameters(uri);
    boolean onlyValidate = parameters.flag("validate");
    parameters.end();
    if (!Bytes.isOf(headers.getMediaType(), Set.of(ZIP))) {
      throw Bytes.unsupported("Send " + ZIP + ", as an export answers it.");
    }
    List<Fault> faults = new ArrayList<>();
    Archive archive = Archive.read(Bytes.read(in, headers, Archive.LARGEST), faults);
    if (!faults.isEmpty()) {
      throw Refused.faultyFiles(faults);
    }
    return reply(
        onlyValidate
            ? imports.check(workspace.id(), archive)
            : imports.bring(workspace.id(), archive));
  }

  private static Response reply(ImportResult imported) {
    return imported.match(
        done -> new Members().list("files", done.changes(), ImportResource::members).reply(200),
        faulty -> {
          throw Refused.faultyFiles(faulty.faults());
        },
        () -> {
          throw Refused.noKey();
        });
  }

  private static Members members(ImportResult.Change change) {
    Members members =
        new Members().with("file", change.file()).with("effect", change.effect().label());
    return change.missing().isEmpty()
        ? members
        : members.texts("missing", change.missing().stream().map(Purpose::label).toList());
  }
}
