package drawbridge.inbound.trigger.control;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.inbound.body.BodyFormat;
import drawbridge.inbound.body.EncodedText;
import drawbridge.inbound.body.FaultList;
import drawbridge.inbound.body.ReceivedBody;
import drawbridge.inbound.entity.RunOrder;
import drawbridge.inbound.entity.Uid;
import drawbridge.inbound.request.HiddenParts;
import drawbridge.inbound.trigger.entity.Decoding;
import drawbridge.inbound.trigger.entity.MediaKind;
import drawbridge.inbound.trigger.entity.Setup;
import drawbridge.inbound.trigger.entity.UidSource;
import drawbridge.platform.Fault;
import drawbridge.platform.Json;
import drawbridge.platform.Problem;
import drawbridge.provider.Delivery;
import drawbridge.provider.DeliveryPart;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Reads events of one trigger into orders (T1, T3, T6). */
public final class EventForm {

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
   * Reads an event.
   *
   * @param event a verified request
   * @param body the body of the request
   * @param readable receives the order
   * @param refused receives the reason when the event cannot be read
   */
  public <R> R read(
      Delivery event,
      ReceivedBody body,
      Function<RunOrder, R> readable,
      Function<Problem, R> refused) {
    if (body.content().length == 0) {
      return order(event, Json.object(), readable, refused);
    }
    List<MediaKind> kinds = setup.takes().mediaTypes();
    if (kinds.stream().noneMatch(kind -> kind.accepts(body.type()))) {
      return refused.apply(unsupported());
    }
    FaultList faults = new FaultList();
    List<EncodedText> texts = setup.takes().decode().stream().map(Decoding::toText).toList();
    Optional<JsonNode> runtime =
        tree(body, faults)
            .map(hidden::masked)
            .flatMap(it -> body.decode(texts, it, faults))
            .map(
                it -> setup.events().split().map(at -> body.withArrayAt(at, texts, it)).orElse(it));
    return runtime.isPresent()
        ? order(event, runtime.get(), readable, refused)
        : refused.apply(faults.toProblem());
  }

  /** Reads the body. A trigger for all types takes a body without a type even if it is not JSON. */
  private Optional<JsonNode> tree(ReceivedBody body, FaultList faults) {
    boolean takesAll = setup.takes().mediaTypes().stream().anyMatch(MediaKind::isAny);
    return takesAll && body.type().isEmpty()
        ? body.readUntyped(faults)
        : body.read(BodyFormat.of(body.type()), faults);
  }

  private <R> R order(
      Delivery event,
      JsonNode runtime,
      Function<RunOrder, R> readable,
      Function<Problem, R> refused) {
    Optional<String> uid =
        setup
            .events()
            .uidFrom()
            .flatMap(UidSource::part)
            .flatMap(part -> uid(part, event, runtime));
    Optional<String> fault = uid.flatMap(Uid::faultOf);
    if (fault.isPresent()) {
      return refused.apply(Problem.malformed(List.of(Fault.at("", fault.get()))));
    }
    return readable.apply(
        new RunOrder(
            setup.starts().workflow().orElse(""),
            setup.starts().stateValues(),
            runtime,
            uid.map(Uid::new)));
  }

  /** A pointer refers to the parsed body, so that it also finds form fields. */
  private static Optional<String> uid(DeliveryPart part, Delivery event, JsonNode runtime) {
    return part.pointer() == null ? part.in(event) : part.in(runtime);
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
