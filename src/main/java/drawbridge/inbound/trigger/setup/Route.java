package drawbridge.inbound.trigger.setup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.expression.compile.Query;
import drawbridge.inbound.trigger.event.TriggerEvent;
import java.util.Optional;

/**
 * Selects the workflow of the events that meet a condition (T10).
 *
 * @param when a program over {@link TriggerEvent}s
 * @param workflow name or UUID; empty when the events are ignored
 * @param stateValues replace those of the trigger; empty to use those of the trigger
 */
public record Route(Query when, Optional<String> workflow, Optional<ObjectNode> stateValues) {}
