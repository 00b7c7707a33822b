package drawbridge.console.boundary.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.admin.control.triggers.TriggerLine;
import drawbridge.admin.control.triggers.TriggerList;
import drawbridge.admin.control.tryout.HeaderLines;
import drawbridge.admin.control.tryout.SampleAnswers;
import drawbridge.admin.control.tryout.SampleBody;
import drawbridge.admin.control.tryout.SampleEvent;
import drawbridge.admin.control.tryout.SampleRequest;
import drawbridge.admin.control.tryout.SampleRequests;
import drawbridge.admin.control.tryout.TryOut;
import drawbridge.admin.control.tryout.TryOutRequest;
import drawbridge.admin.control.tryout.TryOutResult;
import drawbridge.console.boundary.PageContext;
import drawbridge.platform.Fault;
import drawbridge.platform.compute.TooLong;
import drawbridge.platform.compute.Trials;
import drawbridge.platform.json.Json;
import drawbridge.run.dryrun.SampleAnswer;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.faces.context.FacesContext;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The dry run below the editor. It runs the definition in the editor, saved or not. */
@Named("tryout")
@RequestScoped
public class TryPage {

  private static final String SAMPLE_NAME = "greet";
  private static final String NO_TRIGGER = "The trigger does not exist. It may have been removed.";
  static final List<String> METHODS = List.of("POST", "GET", "PUT", "PATCH", "DELETE", "HEAD");

  @Inject TryOut tryOut;
  @Inject SampleRequests samples;
  @Inject TriggerList triggers;
  @Inject TryPrefill prefill;
  @Inject EditorPage editor;
  @Inject PageContext context;

  private @Nullable String trigger;
  private @Nullable String method;
  private @Nullable String query;
  private @Nullable String contentType;
  private @Nullable String headers;
  private @Nullable String body;
  private boolean isBase64;
  private @Nullable String answers;
  private final List<String> faults = new ArrayList<>();
  private @Nullable TryOutResult result;

  /** Fills the form with what the URL names; a form that is sent has its own values. */
  @PostConstruct
  void prefill() {
    if (!FacesContext.getCurrentInstance().isPostback()) {
      prefill.fields(workflow()).ifPresent(this::show);
    }
  }

  private void show(TryPrefill.Fields fields) {
    trigger = fields.trigger();
    method = fields.method();
    query = fields.query();
    contentType = fields.contentType();
    headers = fields.headers();
    body = fields.body();
  }

  /** Runs the dry run. On faults of the form, the page shows them instead of a result. */
  public void run() {
    Map<String, List<String>> headerLines = read("Headers", getHeaders(), HeaderLines::read);
    Map<String, SampleAnswer> samples = read("Sample answers", getAnswers(), SampleAnswers::read);
    Optional<SampleBody> sent = read("Body", getBody(), this::body);
    if (!faults.isEmpty() || sent.isEmpty()) {
      return;
    }
    TryOutRequest request =
        new TryOutRequest(
            workflow(),
            Optional.of(editor.text()),
            new TryOutRequest.Sample(
                Optional.ofNullable(trigger),
                given(method),
                given(query),
                headerLines,
                given(contentType),
                sent.get()),
            samples);
    try {
      Optional<TryOutResult> outcome = tryOut.of(context.workspace(), request, context.origin());
      result = outcome.orElse(null);
      if (outcome.isEmpty()) {
        faults.add(NO_TRIGGER);
      }
    } catch (Trials.Busy | TooLong e) {
      faults.add(String.valueOf(e.getMessage()));
    }
  }

  /** Fills the form with a request that fits the input schema of the definition in the editor. */
  public void fill() {
    try {
      fillSample();
    } catch (Trials.Busy | TooLong e) {
      faults.add(String.valueOf(e.getMessage()));
    }
  }

  private void fillSample() {
    List<Fault> found = new ArrayList<>();
    Optional<SampleRequest> sample = samples.of(editor.text(), found);
    if (!found.isEmpty()) {
      faults.add("The definition is invalid. Correct the faults below the editor first.");
    } else if (sample.isEmpty()) {
      faults.add(SampleRequest.NONE);
    } else {
      show(sample.get());
    }
  }

  private void show(SampleRequest sample) {
    Optional<String> named = given(trigger);
    if (named.isEmpty()) {
      show(sample.toRequest(workflow()), SampleRequest.ONLY_TRIGGERS);
      return;
    }
    Optional<TriggerLine> receiver = triggers.find(context.workspace().id(), named.get());
    Optional<SampleEvent> event =
        receiver.flatMap(it -> SampleEvent.of(it.setup(), sample.runtime()));
    event.ifPresent(it -> contentType = it.type());
    show(event.map(SampleEvent::body), receiver.isPresent() ? SampleEvent.NONE : NO_TRIGGER);
  }

  private void show(Optional<String> sent, String reasonForNone) {
    sent.ifPresentOrElse(this::setBody, () -> faults.add(reasonForNone));
    isBase64 &= sent.isEmpty();
  }

  /** Returns the name of the workflow that the definition belongs to. */
  private String workflow() {
    return editor.getName().isBlank() ? SAMPLE_NAME : editor.getName().strip();
  }

  private Optional<SampleBody> body(String text, List<Fault> found) {
    return isBase64 ? SampleBody.ofBase64(text, found) : Optional.of(SampleBody.of(text));
  }

  private static Optional<String> given(@Nullable String text) {
    return Optional.ofNullable(text).map(String::strip).filter(it -> !it.isEmpty());
  }

  private interface Reader<T> {
    T read(String text, List<Fault> faults);
  }

  private <T> T read(String field, String text, Reader<T> reader) {
    List<Fault> found = new ArrayList<>();
    T value = reader.read(text, found);
    found.forEach(fault -> faults.add(field + ": " + fault.inWords()));
    return value;
  }

  /** Returns the faults of the form as sentences. */
  public List<String> getFaults() {
    return List.copyOf(faults);
  }

  /** Returns the result; null before the first dry run and on faults of the form. */
  public @Nullable TryOutResult getResult() {
    return result;
  }

  /** Returns the names of the triggers that may receive the request. */
  public List<String> getTriggers() {
    return context.list(it -> triggers.in(it.id())).stream()
        .map(line -> line.trigger().name())
        .toList();
  }

  /** Returns JSON text; null for null. */
  public @Nullable String text(@Nullable JsonNode tree) {
    return tree == null ? null : Json.write(tree);
  }

  /** Returns the trigger that receives the request; null for the URL of the workspace. */
  public @Nullable String getTrigger() {
    return trigger;
  }

  public void setTrigger(@Nullable String trigger) {
    this.trigger = trigger;
  }

  public List<String> getMethods() {
    return METHODS;
  }

  /** Returns the method; null for the first one that the URL takes. */
  public @Nullable String getMethod() {
    return method;
  }

  public void setMethod(@Nullable String method) {
    this.method = method;
  }

  /** Returns the query as in a URL, without its question mark. */
  public @Nullable String getQuery() {
    return query;
  }

  public void setQuery(@Nullable String query) {
    this.query = query;
  }

  /** Returns the media type of the body; null for the one that the URL takes first. */
  public @Nullable String getContentType() {
    return contentType;
  }

  public void setContentType(@Nullable String contentType) {
    this.contentType = contentType;
  }

  public String getHeaders() {
    return headers == null ? "" : headers;
  }

  public void setHeaders(@Nullable String headers) {
    this.headers = headers;
  }

  /** Returns the request body; by default a body that names the workflow. */
  public String getBody() {
    if (body != null) {
      return body;
    }
    String workflow = editor.isNew() ? SAMPLE_NAME : editor.getName();
    return "{\n  \"workflow\": "
        + Json.write(Json.NODES.textNode(workflow))
        + ",\n  \"name\": \"Ada\"\n}";
  }

  public void setBody(@Nullable String body) {
    this.body = body == null ? "" : body;
  }

  /** Whether the text of the body is Base64 of the bytes that are sent. */
  public boolean isBase64() {
    return isBase64;
  }

  public void setBase64(boolean base64) {
    this.isBase64 = base64;
  }

  public String getAnswers() {
    return answers == null ? "" : answers;
  }

  public void setAnswers(@Nullable String answers) {
    this.answers = answers;
  }
}
