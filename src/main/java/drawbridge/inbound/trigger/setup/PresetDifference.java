package drawbridge.inbound.trigger.setup;

import drawbridge.platform.binding.JsonBinding;
import drawbridge.platform.json.Json;
import drawbridge.provider.preset.Preset;
import drawbridge.provider.preset.Presets;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of a stored setup that differ from those of its preset (T13): the trigger overrides
 * them, or the preset has changed since the setup was saved.
 *
 * @param storedVersion the version of the preset whose values the setup has
 * @param currentVersion the version of the preset now
 * @param members by name, in the order of the setup; empty without a difference
 * @param setup the setup with the values of the current version, to be saved by the operator
 */
public record PresetDifference(
    String preset, int storedVersion, int currentVersion, List<Member> members, JsonObject setup) {

  /**
   * One member of the setup.
   *
   * @param stored null when the setup has no such member
   * @param current null when the preset sets no such member
   */
  public record Member(String name, @Nullable JsonValue stored, @Nullable JsonValue current) {}

  public PresetDifference {
    members = List.copyOf(members);
  }

  /**
   * Compares a stored setup with its preset.
   *
   * @return empty when it has no preset, or one that this version does not know
   */
  public static Optional<PresetDifference> of(Setup stored) {
    return of(stored, Presets.builtIn());
  }

  static Optional<PresetDifference> of(Setup stored, Presets presets) {
    return stored
        .origin()
        .preset()
        .flatMap(name -> presets.find(name).map(preset -> compared(stored, name, preset, presets)));
  }

  /**
   * Compares a stored setup with the one that has another preset.
   *
   * @param name of a preset that this version knows; empty for the same values without a preset
   */
  public static PresetDifference toOther(Setup stored, Optional<String> name) {
    Presets presets = Presets.builtIn();
    JsonObject other = presets.replaced(json(stored), name);
    int version = name.flatMap(presets::find).map(Preset::version).orElse(0);
    return compared(stored, name.orElse(""), version, version, other);
  }

  private static PresetDifference compared(
      Setup stored, String name, Preset preset, Presets presets) {
    return compared(
        stored,
        name,
        stored.origin().version().orElse(preset.version()),
        preset.version(),
        presets.refreshed(json(stored), preset));
  }

  private static PresetDifference compared(
      Setup stored, String name, int storedVersion, int version, JsonObject changed) {
    JsonObject before = json(stored);
    JsonObject after = json(StoredSetup.read(changed.toString()));
    List<Member> members = new ArrayList<>();
    Set<String> names = new LinkedHashSet<>(before.keySet());
    names.addAll(after.keySet());
    names.remove(Presets.VERSION);
    for (String member : names) {
      if (!Objects.equals(before.get(member), after.get(member))) {
        members.add(new Member(member, before.get(member), after.get(member)));
      }
    }
    return new PresetDifference(name, storedVersion, version, members, after);
  }

  private static JsonObject json(Setup setup) {
    return JsonBinding.object(Json.write(setup.toJson()));
  }
}
