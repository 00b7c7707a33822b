package drawbridge.inbound.trigger.control;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.inbound.body.BodyFormat;
import drawbridge.inbound.body.EncodedText;
import drawbridge.inbound.body.FaultList;
import drawbridge.inbound.body.ReceivedBody;
import drawbridge.inbound.request.HiddenParts;
import drawbridge.inbound.trigger.setup.Decoding;
import drawbridge.inbound.trigger.setup.MediaKind;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.platform.Problem;
import drawbridge.platform.json.Json;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads the bodies of requests to one trigger (T1, T6, T7). */
public final class EventForm {

  /** Verification reads JSON whatever the type says, and a secret in a text cannot be masked. */
  private static final Problem UNMASKED =
      Problem.of(
          "unsupported-media-type",
          "Unsupported media type",
          415,
          "Send JSON or a form: the credential of this trigger stands in the body.");

  private final Setup setup;
  private final HiddenParts hidden;

  /**
   * @param hidden masks secrets in the body
   */
  public EventForm(Setup setup, HiddenParts hidden) {
    this.setup = setup;
    this.hidden = hidden;
  }

  /**
   * Reads a body; an empty one is {@code {}}.
   *
   * @param body of a verified request
   * @param readable receives the tree
   * @param refused receives the reason when the body cannot be read
   */
  public <R> R read(
      ReceivedBody body, Function<JsonNode, R> readable, Function<Problem, R> refused) {
    if (body.content().length == 0) {
      return readable.apply(Json.object());
    }
    List<MediaKind> kinds = setup.takes().mediaTypes();
    if (kinds.stream().noneMatch(kind -> kind.accepts(body.type()))) {
      return refused.apply(unsupported());
    }
    if (hidden.isInBody() && !BodyFormat.of(body.type()).hasMembers()) {
      return refused.apply(UNMASKED);
    }
    FaultList faults = new FaultList();
    List<EncodedText> texts = setup.takes().decode().stream().map(Decoding::toText).toList();
    Optional<JsonNode> read =
        tree(body, faults)
            .map(hidden::masked)
            .flatMap(it -> body.decode(texts, it, faults))
            .map(hidden.address()::masked)
            .map(
                it -> setup.events().split().map(at -> body.withArrayAt(at, texts, it)).orElse(it));
    if (read.isEmpty()) {
      return refused.apply(faults.toProblem());
    }
    Optional<Problem> limit = body.chargeText(read.get());
    return limit.isPresent() ? refused.apply(limit.get()) : readable.apply(read.get());
  }

  /** Reads the body. A trigger for all types takes a body without a type even if it is not JSON. */
  private Optional<JsonNode> tree(ReceivedBody body, FaultList faults) {
    boolean takesAll = setup.takes().mediaTypes().stream().anyMatch(MediaKind::isAny);
    return takesAll && body.type().isEmpty()
        ? body.readUntyped(faults)
        : body.read(BodyFormat.of(body.type()), faults);
  }

  private Problem unsupported() {
    String names =
        setup.takes().mediaTypes().stream().map(MediaKind::name).collect(Collectors.joining(", "));
    return Problem.of(
        "unsupported-media-type",
        "Unsupported media type",
        415,
        "Send one of the media types of this trigger: " + names + ".");
  }
}
