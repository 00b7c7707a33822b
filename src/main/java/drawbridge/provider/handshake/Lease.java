package drawbridge.provider.handshake;

import drawbridge.platform.Fault;
import drawbridge.platform.binding.SelfChecked;
import drawbridge.provider.Delivery;
import drawbridge.provider.DeliveryPart;
import jakarta.validation.Valid;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The seconds until the subscription ends.
 *
 * @param when the condition of a lease; null when every request may have one
 */
public record Lease(
    @Nullable String header,
    @Nullable String query,
    @Nullable String pointer,
    @Valid @Nullable RequestCondition when)
    implements SelfChecked {

  private DeliveryPart part() {
    return new DeliveryPart(header, query, pointer);
  }

  @Override
  public void check(List<Fault> faults) {
    part().check(faults);
  }

  /** Returns the seconds; empty when the subscription has no end, or ends now. */
  Optional<Long> in(Delivery delivery) {
    return when == null || when.matches(delivery)
        ? part().in(delivery).filter(it -> it.matches("[1-9][0-9]{0,9}")).map(Long::valueOf)
        : Optional.empty();
  }
}
