package drawbridge.inbound.trigger.control;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.inbound.body.BodyPointer;
import drawbridge.inbound.body.FaultList;
import drawbridge.inbound.entity.RunOrder;
import drawbridge.inbound.entity.Uid;
import drawbridge.inbound.trigger.entity.MediaKind;
import drawbridge.inbound.trigger.entity.Setup;
import drawbridge.platform.Json;
import drawbridge.platform.Problem;
import drawbridge.provider.Delivery;
import drawbridge.provider.DeliveryPart;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What one event on a trigger orders (T1, T3, T6). */
public final class TriggerOrder {

  private final Setup setup;

  public TriggerOrder(Setup setup) {
    this.setup = setup;
  }

  /**
   * Reads an event.
   *
   * @param mediaType without parameters; null when the sender named none
   * @param charset null when the sender named none
   * @param order is given what it orders
   * @param refused is told why it cannot be read
   */
  public <R> R read(
      Delivery event,
      @Nullable String mediaType,
      @Nullable String charset,
      Function<RunOrder, R> order,
      Function<Problem, R> refused) {
    if (event.body().length == 0) {
      return order(event, Json.object(), order, refused);
    }
    Optional<MediaKind> kind = kind(mediaType);
    if (kind.isEmpty() || !(charset == null || charset.toLowerCase(Locale.ROOT).equals("utf-8"))) {
      return refused.apply(unsupported());
    }
    FaultList faults = new FaultList();
    Optional<JsonNode> runtime = kind.get().read(event.body(), faults);
    return runtime.isPresent()
        ? order(event, runtime.get(), order, refused)
        : refused.apply(Problem.malformed(faults.toList()));
  }

  private <R> R order(
      Delivery event, JsonNode runtime, Function<RunOrder, R> order, Function<Problem, R> refused) {
    Optional<String> uid = setup.takes().uidFrom().flatMap(part -> text(part, event, runtime));
    Optional<String> fault = uid.flatMap(Uid::faultOf);
    if (fault.isPresent()) {
      FaultList faults = new FaultList();
      faults.add(BodyPointer.ROOT, fault.get());
      return refused.apply(Problem.malformed(faults.toList()));
    }
    return order.apply(
        new RunOrder(
            setup.starts().workflow(), setup.starts().stateValues(), runtime, uid.map(Uid::new)));
  }

  /** In the body as it was read: a form's fields have pointers, too. */
  private static Optional<String> text(DeliveryPart part, Delivery event, JsonNode runtime) {
    if (part instanceof DeliveryPart.Pointer pointer) {
      JsonNode value = runtime.at(pointer.pointer());
      return value.isTextual() || value.isIntegralNumber()
          ? Optional.of(value.asText())
          : Optional.empty();
    }
    return part.in(event);
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
        "This trigger takes " + names + ", in UTF-8.");
  }
}
