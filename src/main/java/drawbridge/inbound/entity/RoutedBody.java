package drawbridge.inbound.entity;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * A body of a trigger with the decisions about its events.
 *
 * @param body the whole body, which orders share; it must not be changed
 * @param selections one for each event, in the order of the array; none for an empty array
 */
public record RoutedBody(JsonNode body, List<Selection> selections) {
  public RoutedBody {
    selections = List.copyOf(selections);
  }
}
