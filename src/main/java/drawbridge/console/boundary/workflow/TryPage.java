package drawbridge.console.boundary.workflow;

import drawbridge.admin.control.triggers.TriggerList;
import drawbridge.admin.control.tryout.HeaderLines;
import drawbridge.admin.control.tryout.SampleAnswers;
import drawbridge.admin.control.tryout.TryOut;
import drawbridge.admin.control.tryout.TryOutRequest;
import drawbridge.admin.control.tryout.TryOutResult;
import drawbridge.console.boundary.Origin;
import drawbridge.console.boundary.PageContext;
import drawbridge.platform.Fault;
import drawbridge.platform.Json;
import drawbridge.run.dryrun.SampleAnswer;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The try-out below the editor: the text as it is there, saved or not. */
@Named("tryout")
@RequestScoped
public class TryPage {

  @Inject TryOut tryOut;
  @Inject TriggerList triggers;
  @Inject EditorPage editor;
  @Inject PageContext place;

  private @Nullable String trigger;
  private @Nullable String headers;
  private @Nullable String body;
  private @Nullable String answers;
  private final List<String> faults = new ArrayList<>();
  private @Nullable TryOutResult tried;

  /** Tries it. */
  public void go() {
    Map<String, List<String>> headerLines = read("Headers", getHeaders(), HeaderLines::read);
    Map<String, SampleAnswer> samples = read("Sample answers", getAnswers(), SampleAnswers::read);
    if (!faults.isEmpty()) {
      return;
    }
    TryOutRequest trial =
        new TryOutRequest(
            editor.getName().isBlank() ? "greet" : editor.getName().strip(),
            Optional.of(new TryOutRequest.Draft(editor.getSource(), editor.format())),
            new TryOutRequest.Sample(Optional.ofNullable(trigger), headerLines, getBody()),
            samples);
    Optional<TryOutResult> outcome = tryOut.of(place.workspace(), trial, Origin.seen());
    tried = outcome.orElse(null);
    if (outcome.isEmpty()) {
      faults.add("There is no such trigger any more.");
    }
  }

  private interface Reader<T> {
    T read(String text, List<Fault> faults);
  }

  private <T> T read(String what, String text, Reader<T> reader) {
    List<Fault> found = new ArrayList<>();
    T value = reader.read(text, found);
    found.forEach(fault -> faults.add(what + ": " + fault.inWords()));
    return value;
  }

  /** What is wrong with the form. */
  public List<String> getFaults() {
    return List.copyOf(faults);
  }

  /** What came of it; null before it was tried, and when the form has faults. */
  public @Nullable TryOutResult getTried() {
    return tried;
  }

  /** Names of the triggers whose addresses can be tried. */
  public List<String> getTriggers() {
    return place.isKnown()
        ? triggers.in(place.workspace().id()).stream().map(line -> line.trigger().name()).toList()
        : List.of();
  }

  /** A JSON text for the page; null stays null. */
  public @Nullable String text(com.fasterxml.jackson.databind.@Nullable JsonNode tree) {
    return tree == null ? null : Json.write(tree);
  }

  public @Nullable String getTrigger() {
    return trigger;
  }

  public void setTrigger(@Nullable String trigger) {
    this.trigger = trigger;
  }

  public String getHeaders() {
    return headers == null ? "" : headers;
  }

  public void setHeaders(@Nullable String headers) {
    this.headers = headers;
  }

  /** As it would be sent; at first one that names the workflow. */
  public String getBody() {
    if (body != null) {
      return body;
    }
    String workflow = editor.isNew() ? "greet" : editor.getName();
    return "{\n  \"workflow\": "
        + Json.write(Json.NODES.textNode(workflow))
        + ",\n  \"name\": \"Ada\"\n}";
  }

  public void setBody(@Nullable String body) {
    this.body = body == null ? "" : body;
  }

  public String getAnswers() {
    return answers == null ? "" : answers;
  }

  public void setAnswers(@Nullable String answers) {
    this.answers = answers;
  }
}
