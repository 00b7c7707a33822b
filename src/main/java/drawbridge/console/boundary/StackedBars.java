package drawbridge.console.boundary;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.monitoring.control.Tallies;
import drawbridge.monitoring.entity.Counts;
import drawbridge.platform.json.Json;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * A stacked bar chart over time for Chart.js. Labels are instants and colours are CSS variables.
 * {@code console.js} converts both to the zone and the theme of the browser.
 */
final class StackedBars {

  private final List<Tallies.Point> points;
  private final ArrayNode sets = Json.NODES.arrayNode();

  StackedBars(List<Tallies.Point> points) {
    this.points = List.copyOf(points);
  }

  /** Adds a series. */
  StackedBars with(String label, String token, ToLongFunction<Counts> value) {
    ArrayNode data = Json.NODES.arrayNode();
    points.forEach(point -> data.add(value.applyAsLong(point.counts())));
    sets.add(Json.object().put("label", label).put("token", token).set("data", data));
    return this;
  }

  String toJson() {
    ArrayNode labels = Json.NODES.arrayNode();
    points.forEach(point -> labels.add(point.begin().toString()));
    ObjectNode data = Json.object();
    data.set("labels", labels);
    data.set("datasets", sets);
    ObjectNode chart = Json.object().put("type", "bar");
    chart.set("data", data);
    chart.set("options", Json.object());
    return Json.write(chart);
  }
}
