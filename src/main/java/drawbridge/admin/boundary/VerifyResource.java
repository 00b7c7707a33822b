package drawbridge.admin.boundary;

import drawbridge.admin.boundary.wire.Reply;
import drawbridge.admin.boundary.wire.RequestBody;
import drawbridge.admin.boundary.wire.UidValue;
import drawbridge.admin.boundary.wire.WorkspacePath;
import drawbridge.admin.control.runs.UidVerification;
import drawbridge.admin.control.runs.UidVerification.Result;
import drawbridge.admin.control.runs.UidVerification.Status;
import drawbridge.operator.boundary.OperatorsOnly;
import drawbridge.workspace.entity.Workspace;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Tells senders and operators whether uids were accepted. */
@Path("admin/workspaces/{workspace}/verify")
@OperatorsOnly
@RequestScoped
public class VerifyResource {

  private static final int MOST_UIDS = 1_000;

  @Inject UidVerification verification;
  @Inject WorkspacePath tenants;
  @Context HttpHeaders headers;

  /** Returns one result for each uid, in order. */
  @POST
  public Response verify(@PathParam("workspace") String name, InputStream in) throws IOException {
    Workspace workspace = tenants.named(name);
    List<String> uids = RequestBody.required(in, headers, Uids.class).texts();
    List<Result> results = verification.of(workspace.id(), uids);
    long accepted = results.stream().filter(it -> it.status() == Status.ACCEPTED).count();
    return Reply.ok(new Verification(results, new Counts(accepted, results.size() - accepted)));
  }

  /** The body: strings and integer numbers. */
  public record Uids(
      @NotNull @Size(max = MOST_UIDS, message = "must be an array of at most {max} elements")
          List<@UidValue JsonValue> uids) {

    List<String> texts() {
      return uids.stream().map(UidValue.Check::textOf).map(Optional::orElseThrow).toList();
    }
  }

  /** One result for each uid, in order. */
  public record Verification(List<Result> results, Counts counts) {}

  /** How many uids were accepted and how many are unknown. */
  public record Counts(long accepted, long unknown) {}
}
