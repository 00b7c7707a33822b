package drawbridge.admin.boundary;

import drawbridge.admin.boundary.wire.AdminBody;
import drawbridge.admin.boundary.wire.Members;
import drawbridge.admin.boundary.wire.WorkspacePath;
import drawbridge.admin.control.runs.UidVerification;
import drawbridge.admin.control.runs.UidVerification.Word;
import drawbridge.inbound.entity.Uid;
import drawbridge.operator.boundary.OperatorsOnly;
import drawbridge.run.entity.RunState;
import drawbridge.workspace.entity.Workspace;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
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
import java.util.stream.IntStream;

/** The ledger's word on uids, for who wants to know whether something arrived. */
@Path("admin/workspaces/{workspace}/verify")
@OperatorsOnly
@RequestScoped
public class VerifyResource {

  private static final int MOST_UIDS = 1_000;

  @Inject UidVerification verification;
  @Inject WorkspacePath tenants;
  @Context HttpHeaders headers;

  /** One result for each uid, in order. */
  @POST
  public Response verify(@PathParam("workspace") String name, InputStream in) throws IOException {
    Workspace workspace = tenants.named(name);
    AdminBody body = AdminBody.required(in, headers);
    List<String> uids = body.texts("uids", MOST_UIDS, Uid::faultOf);
    body.end();
    List<Optional<Word>> words = verification.of(workspace.id(), uids);
    List<Members> results =
        IntStream.range(0, uids.size())
            .mapToObj(index -> result(uids.get(index), words.get(index)))
            .toList();
    return new Members()
        .list("results", results, result -> result)
        .with("counts", counts(words).tree())
        .reply(200);
  }

  private static Members result(String uid, Optional<Word> word) {
    Members result = new Members().with("uid", uid);
    if (word.isEmpty()) {
      return result.with("status", "unknown");
    }
    return result
        .with("status", "accepted")
        .with("runId", word.get().runId())
        .with("runStatus", word.get().state().map(RunState::label).orElse(null))
        .with("acceptedAt", word.get().acceptedAt())
        .with("conflicts", word.get().conflicts());
  }

  private static Members counts(List<Optional<Word>> words) {
    long accepted = words.stream().filter(Optional::isPresent).count();
    return new Members().with("accepted", accepted).with("unknown", words.size() - accepted);
  }
}
