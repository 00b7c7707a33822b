package drawbridge.admin.sample.control;

import drawbridge.inbound.body.BodyFormat;
import drawbridge.inbound.body.ContentType;
import drawbridge.inbound.trigger.setup.MediaKind;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.provider.DeliveryPart;
import drawbridge.provider.SampleDelivery;
import drawbridge.provider.preset.Preset;
import drawbridge.provider.preset.Presets;
import drawbridge.provider.preset.TestRequest;
import jakarta.json.JsonString;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The sample event of a trigger: that of its preset, or a short one of a media type it takes. */
record TriggerSample(Setup setup) {

  private static final String CONTENT_TYPE = "Content-Type";
  private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "DELETE");
  private static final String MULTIPART =
      "--sample\r\nContent-Disposition: form-data; name=\"sample\"\r\n\r\nyes\r\n--sample--\r\n";

  private Optional<TestRequest> test() {
    return setup.origin().preset().flatMap(Presets.builtIn()::find).map(Preset::test);
  }

  private String method() {
    return setup.takes().methods().get(0);
  }

  /** Returns the body, which an operator may edit; empty when the method has none. */
  String body() {
    return WITHOUT_BODY.contains(method())
        ? ""
        : test().map(TestRequest::body).orElseGet(this::plainBody);
  }

  private String plainType() {
    String type =
        setup.takes().mediaTypes().stream()
            .filter(MediaKind::isJson)
            .findFirst()
            .orElseGet(() -> setup.takes().mediaTypes().get(0))
            .example()
            .name();
    return BodyFormat.of(ContentType.of(type)) == BodyFormat.MULTIPART
        ? type + "; boundary=sample"
        : type;
  }

  private String plainBody() {
    return switch (BodyFormat.of(ContentType.of(plainType()))) {
      case JSON ->
          setup.events().split().map(TriggerSample::arrayAt).orElse("{\"sample\":\"yes\"}");
      case FORM -> "sample=yes";
      case MULTIPART -> MULTIPART;
      case XML -> "<sample>yes</sample>";
      case JSON_LINES -> "{\"sample\":\"yes\"}";
      case TEXT, BYTES -> "sample";
    };
  }

  /** Returns a document with an array of one event. */
  private static String arrayAt(String pointer) {
    String document = "[{\"sample\":\"yes\"}]";
    String[] names = pointer.split("/", -1);
    for (int i = names.length - 1; i > 0; i--) {
      String name = names[i].replace("~1", "/").replace("~0", "~").replace("\"", "\\\"");
      document = "{\"" + name + "\":" + document + "}";
    }
    return document;
  }

  /**
   * Returns the unsigned sample, with a new uid where the trigger takes one from a part.
   *
   * @param url of the trigger
   */
  SampleDelivery to(String url, String body) {
    Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    test().ifPresent(it -> headers.putAll(it.allHeaders()));
    if (!body.isEmpty()) {
      headers.putIfAbsent(CONTENT_TYPE, plainType());
    } else {
      headers.remove(CONTENT_TYPE);
    }
    SampleDelivery sample = new SampleDelivery(method(), url, headers, body);
    test()
        .ifPresent(
            it ->
                it.query()
                    .forEach(
                        (name, value) ->
                            sample.put(
                                new DeliveryPart(null, name, null),
                                ((JsonString) value).getString())));
    if (body.equals(body())) {
      setup
          .events()
          .uidFrom()
          .flatMap(it -> it.match(Optional::of, this::ofEvent, jq -> Optional.empty()))
          .ifPresent(part -> sample.put(part, sample.newId()));
    }
    return sample;
  }

  /** Returns the part in the first event, to which the pointer of a uid is relative. */
  private Optional<DeliveryPart> ofEvent(DeliveryPart part) {
    boolean isEncoded = !setup.takes().decode().isEmpty();
    return isEncoded
        ? Optional.empty()
        : Optional.of(
            new DeliveryPart(
                null,
                null,
                setup.events().split().map(it -> it + "/0").orElse("") + part.pointer()));
  }
}
