package drawbridge.admin.boundary;

import drawbridge.admin.boundary.wire.Members;
import drawbridge.admin.boundary.wire.Parameters;
import drawbridge.admin.boundary.wire.WorkspacePath;
import drawbridge.admin.control.list.AuditSearch;
import drawbridge.operator.boundary.OperatorsOnly;
import drawbridge.operator.entity.AuditEntry;
import drawbridge.platform.Ids;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.Locale;
import java.util.Optional;

/** What operators changed. */
@Path("admin/audit")
@OperatorsOnly
@RequestScoped
public class AuditResource {

  private static final int PAGE = 50;
  private static final int MOST = 500;

  @Inject AuditSearch entries;
  @Inject WorkspacePath tenants;
  @Context UriInfo uri;

  /** A page of it, newest first. */
  @GET
  public Response find() {
    Parameters parameters = new Parameters(uri);
    Optional<String> workspace = parameters.text("workspace");
    AuditSearch.Query query = query(parameters);
    AuditSearch.Page page =
        entries.find(workspace.map(name -> query.of(tenants.named(name).id())).orElse(query));
    return new Members()
        .list("entries", page.entries(), AuditResource::members)
        .with("next", page.next().orElse(null))
        .reply(200);
  }

  private static AuditSearch.Query query(Parameters parameters) {
    Optional<String> operator = parameters.text("operator");
    Optional<String> action = parameters.text("action");
    Optional<String> cursor =
        parameters.parsed(
            "cursor",
            "must be the next of a page",
            text -> Optional.of(text).filter(Ids::isUuid).orElseThrow().toLowerCase(Locale.ROOT));
    int limit =
        parameters
            .parsed(
                "limit",
                "must be a whole number from 1 to " + MOST,
                text ->
                    Optional.of(Integer.parseInt(text))
                        .filter(number -> number >= 1 && number <= MOST)
                        .orElseThrow())
            .orElse(PAGE);
    parameters.end();
    return new AuditSearch.Query(Optional.empty(), operator, action, cursor, limit);
  }

  private static Members members(AuditEntry entry) {
    return new Members()
        .with("id", entry.id())
        .with("at", entry.begunAt())
        .with("operator", entry.operator())
        .with("action", entry.action())
        .with("workspaceId", entry.workspaceId().orElse(null))
        .with("subject", entry.subject())
        .with("detail", entry.detail().orElse(null))
        .with("outcome", entry.outcome().name().toLowerCase(Locale.ROOT));
  }
}
