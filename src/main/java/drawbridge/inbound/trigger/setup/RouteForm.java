package drawbridge.inbound.trigger.setup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.inbound.trigger.event.TriggerEvent;
import drawbridge.platform.Fault;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.platform.binding.SelfChecked;
import drawbridge.platform.json.Json;
import jakarta.json.JsonObject;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The JSON form of a {@link Route}: a condition with either a workflow or {@code ignore: true}. */
public record RouteForm(
    @NotNull @Size(min = 1, max = 10000) String when,
    @Size(min = 1, max = 200) @Pattern(regexp = "(?s)|.*\\S.*", message = "must not be blank")
        @Nullable String workflow,
    @Nullable JsonObject stateValues,
    @Nullable Boolean ignore)
    implements SelfChecked {

  static RouteForm of(Route route) {
    return new RouteForm(
        route.when().text(),
        route.workflow().orElse(null),
        route.stateValues().map(it -> JsonBinding.object(Json.write(it))).orElse(null),
        route.workflow().isEmpty() ? true : null);
  }

  Route toRoute() {
    return new Route(
        TriggerEvent.query(when),
        Optional.ofNullable(Boolean.TRUE.equals(ignore) ? null : workflow),
        Optional.ofNullable(stateValues).map(RouteForm::tree));
  }

  @Override
  public void check(List<Fault> faults) {
    boolean isIgnored = Boolean.TRUE.equals(ignore);
    if (isIgnored == (workflow != null) || (isIgnored && stateValues != null)) {
      faults.add(Fault.at("", "must have a workflow, or ignore: true and no state values"));
    }
  }

  static ObjectNode tree(JsonObject object) {
    return (ObjectNode) Json.read(object.toString());
  }
}
