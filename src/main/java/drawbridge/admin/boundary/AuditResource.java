package drawbridge.admin.boundary;

import drawbridge.admin.boundary.wire.Paging;
import drawbridge.admin.boundary.wire.QueryParameters;
import drawbridge.admin.boundary.wire.Reply;
import drawbridge.admin.boundary.wire.WorkspacePath;
import drawbridge.admin.control.Page;
import drawbridge.admin.control.list.AuditSearch;
import drawbridge.operator.boundary.OperatorsOnly;
import drawbridge.operator.boundary.WorkspaceFiltered;
import drawbridge.operator.control.CurrentOperator;
import drawbridge.operator.entity.AuditEntry;
import drawbridge.operator.entity.AuditEntry.Outcome;
import drawbridge.platform.binding.Storable;
import drawbridge.platform.binding.UuidText;
import drawbridge.platform.binding.WholeNumber;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lists changes by operators. */
@Path("admin/audit")
@OperatorsOnly
@RequestScoped
public class AuditResource {

  private static final int MOST = 500;

  @Inject AuditSearch entries;
  @Inject WorkspacePath tenants;
  @Inject CurrentOperator currentOperator;
  @Context UriInfo uri;

  /** Returns a page of the audit trail, newest first. */
  @GET
  @WorkspaceFiltered
  public Response find() {
    Parameters parameters = QueryParameters.read(uri, Parameters.class);
    if (parameters.workspace() == null) {
      currentOperator.requireAllWorkspaces("A list of the changes in all workspaces");
    }
    Page<AuditEntry, String> page =
        entries.find(
            new AuditSearch.Query(
                Optional.ofNullable(parameters.workspace()).map(it -> tenants.named(it).id()),
                Optional.ofNullable(parameters.operator()),
                Optional.ofNullable(parameters.action()),
                Paging.after(parameters.cursor()),
                Paging.size(parameters.limit())));
    List<Entry> found = page.items().stream().map(Entry::of).toList();
    return Reply.ok(new Entries(found, page.next().orElse(null)));
  }

  /** The query. */
  public record Parameters(
      @Storable @Nullable String workspace,
      @Storable @Nullable String operator,
      @Storable @Nullable String action,
      @UuidText(message = "must be the next of a page") @Nullable String cursor,
      @WholeNumber(min = 1, max = MOST) @Nullable String limit) {}

  /** A page of entries; {@code next} is absent on the last page. */
  public record Entries(List<Entry> entries, @Nullable String next) {}

  /** An entry of the audit trail. */
  public record Entry(
      String id,
      Instant at,
      String operator,
      String action,
      @Nullable String workspaceId,
      String subject,
      @Nullable String detail,
      Outcome outcome) {

    static Entry of(AuditEntry entry) {
      return new Entry(
          entry.id(),
          entry.begunAt(),
          entry.operator(),
          entry.action(),
          entry.workspaceId().orElse(null),
          entry.subject(),
          entry.detail().orElse(null),
          entry.outcome());
    }
  }
}
