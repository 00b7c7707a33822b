package drawbridge.inbound.trigger.entity;

import drawbridge.provider.DeliveryPart;
import java.util.Optional;

/**
 * The source of an event's uid (T3). Exactly one of the two is present.
 *
 * @param part a header, a query parameter, or a JSON pointer that is relative to the event
 * @param jq a jq program
 */
public record UidSource(Optional<DeliveryPart> part, Optional<String> jq) {}
