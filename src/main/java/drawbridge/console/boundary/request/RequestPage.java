package drawbridge.console.boundary.request;

import drawbridge.admin.control.Definitions;
import drawbridge.admin.control.requests.RequestCommand;
import drawbridge.admin.control.requests.RequestDetail;
import drawbridge.admin.control.requests.RequestDetail.Verdict;
import drawbridge.admin.control.requests.RequestDetails;
import drawbridge.admin.control.triggers.TriggerLine;
import drawbridge.admin.control.triggers.TriggerList;
import drawbridge.console.boundary.Lazy;
import drawbridge.console.boundary.PageContext;
import drawbridge.inbound.trigger.control.PublicUrl;
import drawbridge.workflow.entity.Workflow;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A request with its verdicts. */
@Named("requestDetail")
@RequestScoped
public class RequestPage {

  static final String PAGE = "request.xhtml";
  private static final int VERDICTS = 100;

  @Inject RequestDetails details;
  @Inject TriggerList triggers;
  @Inject Definitions definitions;
  @Inject PublicUrl urls;
  @Inject PageContext context;

  private final Lazy<Optional<RequestDetail>> found =
      new Lazy<>(() -> context.find("id", details::find));
  private final Lazy<Optional<TriggerLine>> trigger = new Lazy<>(this::findTrigger);
  private final Lazy<List<Verdict>> verdicts = new Lazy<>(() -> getSelected().verdicts());
  private final Lazy<Set<String>> kept =
      new Lazy<>(
          () ->
              details.kept(
                  getVerdicts().stream().map(Verdict::runId).filter(Objects::nonNull).toList()));

  /** Ends the request with 404 when the URL names no request of the workspace. */
  public void requireSelected() throws IOException {
    if (context.hasWorkspace() && found.get().isEmpty()) {
      context.notFound(
          "There is no such request in this workspace. Retention may have removed it, or it was"
              + " refused and not kept.");
    }
  }

  /**
   * Returns the request of the URL.
   *
   * @throws IllegalStateException without a request; call {@link #requireSelected} first
   */
  public RequestDetail getSelected() {
    return found.get().orElseThrow(() -> new IllegalStateException("no such request"));
  }

  private Optional<TriggerLine> findTrigger() {
    RequestDetail detail = getSelected();
    return detail
        .request()
        .trigger()
        .flatMap(name -> triggers.find(context.workspace().id(), name))
        .filter(line -> line.trigger().id().equals(detail.triggerId()));
  }

  /** Returns the name of the trigger; null for the workflow request URL. */
  public @Nullable String getTrigger() {
    return getSelected().request().trigger().orElse(null);
  }

  /** Returns whether the trigger still exists. */
  public boolean isTriggerKept() {
    return trigger.get().isPresent();
  }

  /** Returns the workflow request URL. */
  public String getRequestUrl() {
    return urls.base().orElse(context.getBaseUrl()) + "/api/inbound/" + context.getWorkspaceName();
  }

  public List<Map.Entry<String, String>> getHeaders() {
    return List.copyOf(getSelected().request().headers().entrySet());
  }

  public List<Map.Entry<String, String>> getQuery() {
    return List.copyOf(getSelected().request().query().entrySet());
  }

  public @Nullable String getSender() {
    return getSelected().request().arrival().sender().orElse(null);
  }

  public @Nullable String getResentFrom() {
    return getSelected().request().arrival().resentFrom().orElse(null);
  }

  /** Returns the body; null when it is not kept. */
  public @Nullable String getBody() {
    return getSelected().body().orElse(null);
  }

  /** Returns the verdicts of this page of elements. */
  public List<Verdict> getVerdicts() {
    List<Verdict> all = verdicts.get();
    int first = Math.min(first(), all.size());
    return all.subList(first, Math.min(first + VERDICTS, all.size()));
  }

  public int getVerdictCount() {
    return verdicts.get().size();
  }

  private int first() {
    return context
        .parameter("element")
        .filter(it -> it.matches("\\d{1,6}"))
        .map(Integer::parseInt)
        .orElse(0);
  }

  /** Returns the URL of the next elements; empty on the last page. */
  public String getNextElements() {
    int next = first() + VERDICTS;
    return next < getVerdictCount()
        ? context.url(PAGE, "id", getSelected().request().id(), "element", next)
        : "";
  }

  /** Returns the URL of the first elements; empty on the first page. */
  public String getFirstElements() {
    return first() > 0 ? context.at(PAGE, "id", getSelected().request().id()) : "";
  }

  /** Returns whether retention has not removed a run. */
  public boolean isKept(String runId) {
    return kept.get().contains(runId);
  }

  /** Returns a shell command that repeats the request; null when there is none. */
  public @Nullable String getCurl() {
    return command().text().orElse(null);
  }

  /** Returns what the command needs, or why there is none; null for neither. */
  public @Nullable String getCurlNote() {
    return command().note().orElse(null);
  }

  private RequestCommand command() {
    String url =
        trigger
            .get()
            .flatMap(TriggerLine::address)
            .map(id -> urls.of(context.getBaseUrl(), context.getWorkspaceName(), id))
            .orElseGet(this::getRequestUrl);
    boolean isSecret =
        getSelected().triggerId() != null && trigger.get().flatMap(TriggerLine::address).isEmpty();
    return new RequestCommand(
        getSelected(),
        isSecret ? Optional.empty() : Optional.of(url),
        trigger.get().map(TriggerLine::setup));
  }

  /** Returns the URL of the dry run with this request; null without a workflow that exists. */
  public @Nullable String getTryPage() {
    Stream<String> ofTrigger =
        trigger.get().stream().flatMap(it -> it.setup().starts().references().values().stream());
    return Stream.concat(
            verdicts.get().stream().map(Verdict::workflow).filter(Objects::nonNull), ofTrigger)
        .distinct()
        .limit(VERDICTS)
        .flatMap(it -> definitions.find(context.workspace().id(), it).map(Workflow::name).stream())
        .findFirst()
        .map(
            name ->
                context.url("workflow.xhtml", "name", name, "request", getSelected().request().id())
                    + "#dry-run-title")
        .orElse(null);
  }
}
