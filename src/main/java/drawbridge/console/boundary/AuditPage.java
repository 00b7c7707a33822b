package drawbridge.console.boundary;

import drawbridge.admin.control.Page;
import drawbridge.admin.control.list.AuditSearch;
import drawbridge.operator.entity.AuditEntry;
import drawbridge.platform.Ids;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The audit log, newest entries first. */
@Named("audit")
@RequestScoped
public class AuditPage {

  private static final String PAGE = "audit.xhtml";
  private static final String ALL_WORKSPACES = "everywhere";
  private static final int PAGE_SIZE = 50;

  @Inject AuditSearch search;
  @Inject PageContext context;
  @Inject PageQuery query;

  private @Nullable Page<AuditEntry, String> result;

  /** Returns a query parameter, or an empty text. */
  public String parameter(String name) {
    return query.text(name).orElse("");
  }

  public boolean isFiltered() {
    return !parameter("who").isEmpty() || !parameter("action").isEmpty();
  }

  /** Returns whether the list contains the entries of all workspaces and those of none. */
  public boolean isAllWorkspaces() {
    return !parameter(ALL_WORKSPACES).isEmpty();
  }

  public List<AuditEntry> getEntries() {
    return result().items();
  }

  /** Returns the outcome of an entry as a status label. */
  public String outcome(AuditEntry entry) {
    return entry.outcome().name().toLowerCase(Locale.ROOT);
  }

  /** Returns the URL of the next page; empty on the last page. */
  public String getOlder() {
    return result().next().map(this::at).orElse("");
  }

  /** Returns the URL of the first page; empty on the first page. */
  public String getNewest() {
    return parameter("cursor").isEmpty() ? "" : at("");
  }

  private String at(String cursor) {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("workspace", context.getWorkspaceName());
    List.of("who", "action", ALL_WORKSPACES).forEach(it -> parameters.put(it, parameter(it)));
    parameters.put("cursor", cursor);
    return PageQuery.of(PAGE, parameters);
  }

  private Page<AuditEntry, String> result() {
    Page<AuditEntry, String> known = result;
    if (known == null) {
      known =
          search.find(
              new AuditSearch.Query(
                  isAllWorkspaces() ? Optional.empty() : Optional.of(context.workspace().id()),
                  query.text("who"),
                  query.text("action"),
                  query.text("cursor").filter(Ids::isUuid),
                  PAGE_SIZE));
      result = known;
    }
    return known;
  }
}
