package drawbridge.admin.control.list;

import drawbridge.inbound.trigger.entity.MediaKind;
import drawbridge.inbound.trigger.entity.Setup;
import drawbridge.provider.CurlCommand;
import drawbridge.provider.DeliveryPart;
import drawbridge.provider.preset.Presets;
import drawbridge.provider.preset.TestRequest;
import drawbridge.provider.signature.Scheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Builds a shell command that calls a trigger as its sender would. */
public final class SampleCall {

  private static final String WORKSPACE_SECRET = "WORKSPACE_SECRET";

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
    MediaKind kind =
        setup.takes().mediaTypes().stream()
            .filter(MediaKind::isJson)
            .findFirst()
            .orElseGet(() -> setup.takes().mediaTypes().get(0))
            .example();
    curl = new CurlCommand(url, kind.name(), kind.isJson());
    setup.origin().preset().flatMap(Presets.builtIn()::find).ifPresent(it -> send(it.test()));
    setup
        .events()
        .uidFrom()
        .flatMap(it -> it.match(Optional::of, this::ofElement, query -> Optional.empty()))
        .ifPresent(part -> curl.put(part, curl.id()));
    if (setup.asks().secretRequired()) {
      curl.header("Inbound-Webhook-Secret", CurlCommand.variable(ofWorkspace()));
    }
    impossible = setup.asks().signature().flatMap(scheme -> scheme.addProof(curl));
  }

  /** Sends the event of a preset. A body of another kind than the command's stays a sample. */
  private void send(TestRequest test) {
    test.headers()
        .keySet()
        .forEach(name -> curl.header(name, CurlCommand.literal(test.headers().getString(name))));
    if (test.json() != null) {
      curl.body(test.json().toString());
    }
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

  /** Returns the part of the first element, to which a pointer of a split body is relative. */
  private Optional<DeliveryPart> ofElement(DeliveryPart part) {
    String first = setup.events().split().map(it -> it + "/0").orElse("");
    return Optional.of(new DeliveryPart(null, null, first + part.pointer()));
  }

  private String ofWorkspace() {
    return setup.asks().signature().isPresent() ? WORKSPACE_SECRET : Scheme.SECRET;
  }
}
