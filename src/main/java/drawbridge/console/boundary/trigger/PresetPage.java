package drawbridge.console.boundary.trigger;

import drawbridge.admin.control.triggers.TriggerLine;
import drawbridge.console.boundary.Lazy;
import drawbridge.console.boundary.PageContext;
import drawbridge.inbound.trigger.setup.PresetDifference;
import drawbridge.provider.preset.Preset;
import drawbridge.provider.preset.Presets;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The preset of a trigger: its instructions, and what the stored setup has otherwise. For a new
 * trigger, the preset that the URL chooses.
 */
@Named("preset")
@RequestScoped
public class PresetPage {

  private static final String CHOSEN = "from";
  private static final String REFRESHED = "refresh";

  @Inject SelectedTrigger selected;
  @Inject TriggersPage list;
  @Inject PageContext context;

  private final Lazy<Optional<PresetDifference>> difference =
      new Lazy<>(() -> selected.find().map(TriggerLine::setup).flatMap(PresetDifference::of));

  /** Returns the name of the preset; empty without one. */
  public String getName() {
    return selected
        .find()
        .map(line -> line.setup().origin().preset())
        .orElseGet(() -> context.parameter(CHOSEN))
        .orElse("");
  }

  /** Returns the preset; null without one. */
  public @Nullable Preset getShown() {
    return Presets.builtIn().find(getName()).orElse(null);
  }

  /** Returns all presets, by name. */
  public List<Map.Entry<String, Preset>> getAll() {
    return List.copyOf(Presets.builtIn().all().entrySet());
  }

  /** Returns the instructions with the trigger's URL. */
  public List<String> getSteps() {
    Preset preset = getShown();
    String url = selected.find().map(list::url).orElse("the URL of this trigger");
    return preset == null
        ? List.of()
        : preset.steps().stream().map(step -> step.replace("{url}", url)).toList();
  }

  /** Returns how the stored setup differs from the preset's current version; null if equal. */
  public @Nullable PresetDifference getDifference() {
    return difference.get().filter(it -> isOutdated() || !it.members().isEmpty()).orElse(null);
  }

  /** Whether the stored setup has the values of another version of the preset. */
  public boolean isOutdated() {
    return difference.get().filter(it -> it.storedVersion() != it.currentVersion()).isPresent();
  }

  /** Whether the form starts with the current values of the preset. */
  public boolean isRefreshed() {
    return context.parameter(REFRESHED).isPresent() && difference.get().isPresent();
  }
}
