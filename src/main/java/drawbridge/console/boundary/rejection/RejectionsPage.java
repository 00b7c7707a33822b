package drawbridge.console.boundary.rejection;

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

/** What was refused in the workspace. */
@Named("rejections")
@RequestScoped
public class RejectionsPage {

  static final String PAGE = "rejections.xhtml";
  private static final int LINES = 50;

  @Inject RejectionLines lines;
  @Inject PageContext place;
  @Inject PageQuery address;

  private RejectionLines.@Nullable Page read;

  private RejectionLines.Page page() {
    RejectionLines.Page known = read;
    if (known == null) {
      known =
          place.isKnown()
              ? lines.find(place.getNamed(), address.text("reason"), cursor(), LINES)
              : new RejectionLines.Page(List.of(), Optional.empty());
      read = known;
    }
    return known;
  }

  /** Where the page starts; an address that was typed wrongly starts at the latest. */
  private Optional<RejectionLines.Cursor> cursor() {
    try {
      return address
          .text("before")
          .map(Instant::parse)
          .flatMap(at -> address.text("id").map(id -> new RejectionLines.Cursor(at, id)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  public List<Rejection> getLines() {
    return page().lines();
  }

  /** The reasons that there are, for the filter. */
  public List<String> getReasons() {
    return place.isKnown() ? lines.reasons(place.getNamed()) : List.of();
  }

  /** The reason that the list is narrowed to; empty for all. */
  public String getReason() {
    return address.text("reason").orElse("");
  }

  /** What to do about one. */
  public String advice(String reason) {
    return Advice.on(reason);
  }

  /** The address of the next page; empty when there is none. */
  public String getOlder() {
    return page().next().map(next -> at(next.lastAt().toString(), next.id())).orElse("");
  }

  /** The address of the first page; empty when it is shown. */
  public String getNewest() {
    return address.text("before").isPresent() ? at("", "") : "";
  }

  private String at(String before, String id) {
    return PageQuery.of(
        PAGE,
        Map.of("workspace", place.getNamed(), "reason", getReason(), "before", before, "id", id));
  }
}
