package drawbridge.console.boundary.rejection;

import drawbridge.admin.control.Page;
import drawbridge.admin.control.list.RejectionLines;
import drawbridge.console.boundary.PageContext;
import drawbridge.console.boundary.PageQuery;
import drawbridge.inbound.entity.Rejection;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The rejections of a workspace, latest first. */
@Named("rejections")
@RequestScoped
public class RejectionsPage {

  private static final String PAGE = "rejections.xhtml";
  private static final int PAGE_SIZE = 50;

  @Inject RejectionLines rejections;
  @Inject PageContext context;
  @Inject PageQuery query;

  private @Nullable Page<Rejection, RejectionLines.Cursor> result;

  private Page<Rejection, RejectionLines.Cursor> result() {
    Page<Rejection, RejectionLines.Cursor> known = result;
    if (known == null) {
      known =
          context.hasWorkspace()
              ? rejections.find(
                  context.getWorkspaceName(), query.text("reason"), cursor(), PAGE_SIZE)
              : new Page<>(List.of(), Optional.empty());
      result = known;
    }
    return known;
  }

  /** Returns the cursor of the URL; empty when missing or invalid. */
  private Optional<RejectionLines.Cursor> cursor() {
    try {
      return query
          .text("before")
          .map(Instant::parse)
          .flatMap(at -> query.text("id").map(id -> new RejectionLines.Cursor(at, id)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  public List<Rejection> getLines() {
    return result().items();
  }

  /** Returns the reasons that occur in the workspace. */
  public List<String> getReasons() {
    return context.hasWorkspace() ? rejections.reasons(context.getWorkspaceName()) : List.of();
  }

  /** Returns the reason of the filter, or an empty text. */
  public String getReason() {
    return query.text("reason").orElse("");
  }

  /** Returns what an operator can do about a reason. */
  public String advice(String reason) {
    return Advice.on(reason);
  }

  /** Returns the URL of the next page; empty on the last page. */
  public String getOlder() {
    return result().next().map(next -> at(next.lastAt().toString(), next.id())).orElse("");
  }

  /** Returns the URL of the first page; empty on the first page. */
  public String getNewest() {
    return query.text("before").isPresent() ? at("", "") : "";
  }

  private String at(String before, String id) {
    return PageQuery.of(
        PAGE,
        Map.of(
            "workspace",
            context.getWorkspaceName(),
            "reason",
            getReason(),
            "before",
            before,
            "id",
            id));
  }
}
