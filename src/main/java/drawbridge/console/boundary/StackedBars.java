package drawbridge.console.boundary;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.monitoring.control.Tallies;
import drawbridge.monitoring.entity.Counts;
import drawbridge.platform.Json;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * Stacked bars over time as Chart.js takes them. Labels are instants, and colours the names of
 * tokens: {@code console.js} turns both into what the reader sees, in his zone and theme.
 */
final class StackedBars {

  private final List<Tallies.Point> points;
  private final ArrayNode sets = Json.NODES.arrayNode();

  StackedBars(List<Tallies.Point> points) {
    this.points = List.copyOf(points);
  }

  /** One more figure. */
  StackedBars with(String label, String token, ToLongFunction<Counts> figure) {
    ArrayNode values = Json.NODES.arrayNode();
    points.forEach(point -> values.add(figure.applyAsLong(point.counts())));
    sets.add(Json.object().put("label", label).put("token", token).set("data", values));
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
