package drawbridge.console.boundary.rejection;

import drawbridge.admin.control.Page;
import drawbridge.admin.control.list.RejectionLines;
import drawbridge.admin.control.list.UnknownUrlLines;
import drawbridge.console.boundary.Lazy;
import drawbridge.console.boundary.PageContext;
import drawbridge.inbound.entity.Rejection;
import drawbridge.inbound.entity.UnknownUrl;
import drawbridge.operator.control.CurrentOperator;
import drawbridge.platform.StorableInstant;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.DateTimeException;
import java.util.List;
import java.util.Optional;

/** The rejections of a workspace, latest first. */
@Named("rejections")
@RequestScoped
public class RejectionsPage {

  private static final int PAGE_SIZE = 50;

  private static final int UNKNOWN = 100;

  @Inject RejectionLines rejections;
  @Inject UnknownUrlLines unknown;
  @Inject CurrentOperator operator;
  @Inject PageContext context;

  private final Lazy<Page<Rejection, RejectionLines.Cursor>> result = new Lazy<>(this::find);

  private Page<Rejection, RejectionLines.Cursor> find() {
    return context.hasWorkspace()
        ? rejections.find(
            context.getWorkspaceName(), context.parameter("reason"), cursor(), PAGE_SIZE)
        : new Page<>(List.of(), Optional.empty());
  }

  /** Returns the cursor of the URL; empty when missing or invalid. */
  private Optional<RejectionLines.Cursor> cursor() {
    try {
      return context
          .parameter("before")
          .map(StorableInstant::parse)
          .flatMap(at -> context.parameter("id").map(id -> new RejectionLines.Cursor(at, id)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  public List<Rejection> getLines() {
    return result.get().items();
  }

  /** Returns the latest requests to unknown workspaces and triggers; empty for other roles. */
  public List<UnknownUrl> getUnknownUrls() {
    return operator.isMayAdminister() ? unknown.latest(UNKNOWN) : List.of();
  }

  /** Returns the reasons that occur in the workspace. */
  public List<String> getReasons() {
    return context.list(it -> rejections.reasons(it.name()));
  }

  /** Returns what an operator can do about a reason; unknown reasons refer to the detail. */
  public String advice(String reason) {
    return switch (reason) {
      case "unauthenticated" ->
          "Compare the sender’s secret or signature settings with the trigger or with Secrets."
              + " Repeated rejections may be an attack.";
      case "no-such-workflow" -> "Save a workflow under that name, or correct the sender.";
      case "unfit-input" ->
          "Correct the sender’s data, or the input schema of the workflow. The detail names the"
              + " member.";
      case "no-such-trigger" ->
          "The URL is unknown or has expired. Give the sender the current URL of the trigger.";
      case "malformed-request" -> "Correct the sender’s request body. The detail names the member.";
      case "too-large" ->
          "Split the request at the sender, or raise the limit that the detail names.";
      case "too-slow" -> "Check the network between the sender and this server.";
      case "busy" -> "Too many bodies were read concurrently. The sender retries by itself.";
      case "too-many-requests" ->
          "Slow the sender down, or raise the rate of the trigger or workspace.";
      case "unsupported-media-type" ->
          "Make the sender declare the media type, or add it to the trigger.";
      case "gone" -> "Enable the trigger again, or stop the sender.";
      case "method-not-allowed" ->
          "Add the method to the trigger, or check whether the sender needs a handshake.";
      case "condition-failed" ->
          "Try the event in a dry run and correct the condition of the route.";
      case "uid-failed" -> "Try the event in a dry run and correct the trigger’s uid.";
      case "sender-gone" -> "Check the sender’s network and the timeouts of the proxy.";
      case "malformed-head" ->
          "Correct the header that the detail names, or the proxy that writes it. Repeated"
              + " rejections may be an attack.";
      case "stopping" -> "The node stopped. The sender retries by itself.";
      case "not-found" -> "Correct the URL at the sender.";
      case "internal" -> "Find the request in the log, and report it.";
      case "handshake-refused" -> "Check the provider and the token in the trigger’s setup.";
      default -> "See the detail.";
    };
  }

  /** Returns the URL of the next page; empty on the last page. */
  public String getOlder() {
    return result.get().next().map(next -> at(next.lastAt(), next.id())).orElse("");
  }

  /** Returns the URL of the first page; empty on the first page. */
  public String getNewest() {
    return context.parameter("before").isPresent() ? at("", "") : "";
  }

  private String at(Object before, String id) {
    return context.url(
        "rejections.xhtml", "reason", context.text("reason"), "before", before, "id", id);
  }
}
