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
 * trigger, and for one that takes another preset, the preset that the URL chooses.
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
      new Lazy<>(
          () ->
              selected
                  .find()
                  .map(TriggerLine::setup)
                  .flatMap(
                      setup ->
                          isOther()
                              ? Optional.of(PresetDifference.toOther(setup, chosen()))
                              : PresetDifference.of(setup)));

  /** Returns the name of the preset that the form has; empty without one. */
  public String getName() {
    return (selected.find().isEmpty() || isOther() ? chosen() : stored()).orElse("");
  }

  /** Whether the form of a stored trigger has another preset than the trigger, or none instead. */
  public boolean isOther() {
    return selected.find().isPresent()
        && context.parameter(REFRESHED).isPresent()
        && !chosen().equals(stored());
  }

  private Optional<String> stored() {
    return selected.find().flatMap(line -> line.setup().origin().preset());
  }

  /** Returns the preset of the URL; empty for none and for an unknown one. */
  private Optional<String> chosen() {
    return context.parameter(CHOSEN).filter(name -> Presets.builtIn().find(name).isPresent());
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
