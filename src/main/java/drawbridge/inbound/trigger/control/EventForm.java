package drawbridge.inbound.trigger.control;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.inbound.body.FaultList;
import drawbridge.inbound.entity.RunOrder;
import drawbridge.inbound.entity.Uid;
import drawbridge.inbound.request.HiddenParts;
import drawbridge.inbound.trigger.entity.MediaKind;
import drawbridge.inbound.trigger.entity.Setup;
import drawbridge.inbound.trigger.entity.UidSource;
import drawbridge.platform.Fault;
import drawbridge.platform.Json;
import drawbridge.platform.Problem;
import drawbridge.provider.Delivery;
import drawbridge.provider.DeliveryPart;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

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
   * @param mediaType without parameters; null when the sender gave none
   * @param charset null when the sender gave none
   * @param readable receives the order
   * @param refused receives the reason when the event cannot be read
   */
  public <R> R read(
      Delivery event,
      @Nullable String mediaType,
      @Nullable String charset,
      Function<RunOrder, R> readable,
      Function<Problem, R> refused) {
    if (event.body().length == 0) {
      return order(event, Json.object(), readable, refused);
    }
    Optional<MediaKind> kind = kind(mediaType);
    if (kind.isEmpty() || !(charset == null || charset.toLowerCase(Locale.ROOT).equals("utf-8"))) {
      return refused.apply(unsupported());
    }
    FaultList faults = new FaultList();
    Optional<JsonNode> runtime = kind.get().read(event.body(), faults).map(hidden::masked);
    return runtime.isPresent()
        ? order(event, runtime.get(), readable, refused)
        : refused.apply(Problem.malformed(faults.toList()));
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

  private Optional<MediaKind> kind(@Nullable String mediaType) {
    return setup.takes().mediaTypes().stream()
        .filter(kind -> mediaType != null && kind.name().equalsIgnoreCase(mediaType))
        .findFirst();
  }

  private Problem unsupported() {
    String names =
        setup.takes().mediaTypes().stream().map(MediaKind::name).collect(Collectors.joining(", "));
    return Problem.of(
        "unsupported-media-type",
        "Unsupported media type",
        415,
        "Send one of the media types of this trigger in UTF-8: " + names + ".");
  }
}
