package drawbridge.admin.control.list;

import drawbridge.admin.control.tryout.SampleEvent;
import drawbridge.inbound.body.BodyFormat;
import drawbridge.inbound.body.ContentType;
import drawbridge.inbound.trigger.setup.Decoding;
import drawbridge.inbound.trigger.setup.MediaKind;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.provider.CurlCommand;
import drawbridge.provider.DeliveryPart;
import drawbridge.provider.SampleBody;
import drawbridge.provider.preset.Preset;
import drawbridge.provider.preset.Presets;
import drawbridge.provider.preset.TestRequest;
import drawbridge.provider.signature.Scheme;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Builds a shell command that calls a trigger as its sender would. */
public final class SampleCall {

  private static final String WORKSPACE_SECRET = "WORKSPACE_SECRET";
  private static final String CONTENT_TYPE = "Content-Type";
  private static final String JSON = "application/json";
  private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "DELETE");

  private final Setup setup;
  private final CurlCommand curl;
  private final Optional<String> impossible;

  /**
   * Creates a sample call.
   *
   * @param url the URL that the sender calls
   */
  public SampleCall(Setup setup, String url) {
    this.setup = setup;
    Optional<TestRequest> test =
        setup.origin().preset().flatMap(Presets.builtIn()::find).map(Preset::test);
    curl = test.filter(this::isAccepted).map(it -> like(it, url)).orElseGet(() -> plain(url));
    test.ifPresent(this::addHead);
    setup
        .events()
        .uidFrom()
        .flatMap(it -> it.match(Optional::of, this::ofEvent, query -> Optional.empty()))
        .ifPresent(part -> curl.put(part, curl.id()));
    if (setup.asks().secretRequired()) {
      curl.header("Inbound-Webhook-Secret", CurlCommand.variable(ofWorkspace()));
    }
    impossible = setup.asks().signature().flatMap(scheme -> scheme.addProof(curl));
  }

  /** Whether the trigger takes the body of a preset's test request. */
  private boolean isAccepted(TestRequest test) {
    Optional<ContentType> type = Optional.ofNullable(type(test)).flatMap(ContentType::of);
    return hasBody() && setup.takes().mediaTypes().stream().anyMatch(it -> it.accepts(type));
  }

  private static @Nullable String type(TestRequest test) {
    return test.allHeaders().get(CONTENT_TYPE);
  }

  private String method() {
    return setup.takes().methods().get(0);
  }

  private boolean hasBody() {
    return !WITHOUT_BODY.contains(method());
  }

  /** Sends the body of a preset's test request. */
  private CurlCommand like(TestRequest test, String url) {
    SampleBody body =
        test.form() != null
            ? SampleBody.form(fields(test.form()))
            : test.json() != null ? document(test.json().toString()) : SampleBody.text(test.body());
    return new CurlCommand(url, method(), Objects.requireNonNullElse(type(test), JSON), body);
  }

  private Map<String, SampleBody> fields(JsonObject form) {
    Map<String, SampleBody> fields = new TreeMap<>();
    Optional<String> encoded = encodedBody();
    for (String name : form.keySet()) {
      String text = form.getString(name);
      boolean isDocument = encoded.filter(("/" + name)::equals).isPresent();
      fields.put(name, isDocument ? SampleBody.json(text) : SampleBody.text(text));
    }
    return fields;
  }

  private SampleBody document(String json) {
    return setup
        .events()
        .split()
        .map(array -> SampleBody.json(json, array))
        .orElseGet(() -> SampleBody.json(json));
  }

  /** Returns the fields of a form that hold documents, with the array of events in one of them. */
  private Map<String, SampleBody> encodedFields() {
    Map<String, SampleBody> fields = new TreeMap<>();
    for (Decoding each : setup.takes().decode()) {
      boolean isField = each.at().lastIndexOf('/') == 0;
      if (each.as().equals("json") && isField) {
        fields.put(each.at().substring(1).replace("~1", "/").replace("~0", "~"), field(each));
      }
    }
    return fields;
  }

  private SampleBody field(Decoding decoding) {
    if (Boolean.TRUE.equals(decoding.whole())) {
      return document("{}");
    }
    return setup
        .events()
        .split()
        .filter(it -> (it + "/").startsWith(decoding.at() + "/"))
        .map(it -> SampleBody.json("{}", it.substring(decoding.at().length())))
        .orElseGet(() -> SampleBody.json("{}"));
  }

  /** Returns the pointer of a text of JSON that becomes the whole body. */
  private Optional<String> encodedBody() {
    return setup.takes().decode().stream()
        .filter(it -> it.as().equals("json") && Boolean.TRUE.equals(it.whole()))
        .map(Decoding::at)
        .findFirst();
  }

  /** Sends a short body of a media type that the trigger takes, preferably JSON. */
  private CurlCommand plain(String url) {
    String type =
        setup.takes().mediaTypes().stream()
            .filter(MediaKind::isJson)
            .findFirst()
            .orElseGet(() -> setup.takes().mediaTypes().get(0))
            .example()
            .name();
    BodyFormat format = BodyFormat.of(ContentType.of(type));
    SampleBody body =
        switch (format) {
          case JSON -> document("{}");
          case FORM -> SampleBody.form(encodedFields());
          case MULTIPART -> SampleBody.multipart();
          case XML -> SampleBody.text("<sample>yes</sample>");
          case JSON_LINES -> SampleBody.text("{\"sample\":\"yes\"}");
          case TEXT ->
              SampleBody.text(
                  SampleEvent.of(setup)
                      .filter(it -> it.type().equals(type))
                      .map(SampleEvent::body)
                      .orElse("sample"));
          case BYTES -> SampleBody.text("sample");
        };
    return new CurlCommand(
        url,
        method(),
        format == BodyFormat.MULTIPART ? type + "; boundary=sample" : type,
        hasBody() ? body : SampleBody.none());
  }

  private void addHead(TestRequest test) {
    test.headers()
        .forEach(
            (name, value) -> {
              if (!name.equalsIgnoreCase(CONTENT_TYPE)) {
                curl.header(name, literal(value));
              }
            });
    test.query()
        .forEach((name, value) -> curl.put(new DeliveryPart(null, name, null), literal(value)));
  }

  private static String literal(JsonValue text) {
    return CurlCommand.literal(((JsonString) text).getString());
  }

  /** Returns the command; empty when a shell cannot sign the request. */
  public Optional<String> command() {
    return impossible.isEmpty() ? Optional.of(curl.text()) : Optional.empty();
  }

  /**
   * Returns which variables the command needs, or why there is no command; empty when neither
   * applies.
   */
  public Optional<String> note() {
    if (impossible.isPresent()) {
      return Optional.of("There is no command: " + impossible.get() + ".");
    }
    List<String> needed = new ArrayList<>();
    setup
        .asks()
        .signature()
        .ifPresent(scheme -> needed.add(Scheme.SECRET + " to the secret of the signature"));
    if (setup.asks().secretRequired()) {
      needed.add(ofWorkspace() + " to a secret of the workspace");
    }
    return needed.isEmpty()
        ? Optional.empty()
        : Optional.of("Before it, set the shell's variable " + String.join(", and ", needed) + ".");
  }

  /** Returns the part in the first event, to which the pointer of a uid is relative. */
  private Optional<DeliveryPart> ofEvent(DeliveryPart part) {
    String body = curl.isForm() ? encodedBody().orElse("") : "";
    String event = body + setup.events().split().map(it -> it + "/0").orElse("");
    return Optional.of(new DeliveryPart(null, null, event + part.pointer()));
  }

  private String ofWorkspace() {
    return setup.asks().signature().isPresent() ? WORKSPACE_SECRET : Scheme.SECRET;
  }
}
