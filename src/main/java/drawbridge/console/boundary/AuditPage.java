package drawbridge.console.boundary;

import drawbridge.admin.control.Page;
import drawbridge.admin.control.list.AuditSearch;
import drawbridge.operator.entity.AuditEntry;
import drawbridge.platform.Ids;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The audit log, newest entries first. */
@Named("audit")
@RequestScoped
public class AuditPage {

  private static final int PAGE_SIZE = 50;

  @Inject AuditSearch search;
  @Inject PageContext context;

  private final Lazy<Page<AuditEntry, String>> result =
      new Lazy<>(
          () ->
              search.find(
                  new AuditSearch.Query(
                      isAllWorkspaces() ? Optional.empty() : Optional.of(context.workspace().id()),
                      context.parameter("who"),
                      context.parameter("action"),
                      context.parameter("cursor").filter(Ids::isUuid),
                      PAGE_SIZE)));

  public boolean isFiltered() {
    return context.parameter("who").isPresent() || context.parameter("action").isPresent();
  }

  /** Returns whether the list contains the entries of all workspaces and those of none. */
  public boolean isAllWorkspaces() {
    return context.parameter("everywhere").isPresent();
  }

  public List<AuditEntry> getEntries() {
    return result.get().items();
  }

  /** Returns the outcome of an entry as a status label. */
  public String outcome(AuditEntry entry) {
    return entry.outcome().name().toLowerCase(Locale.ROOT);
  }

  /** Returns the URL of the next page; empty on the last page. */
  public String getOlder() {
    return result.get().next().map(this::at).orElse("");
  }

  /** Returns the URL of the first page; empty on the first page. */
  public String getNewest() {
    return context.parameter("cursor").isEmpty() ? "" : at("");
  }

  private String at(String cursor) {
    return context.url(
        "audit.xhtml",
        "who",
        context.text("who"),
        "action",
        context.text("action"),
        "everywhere",
        context.text("everywhere"),
        "cursor",
        cursor);
  }
}
