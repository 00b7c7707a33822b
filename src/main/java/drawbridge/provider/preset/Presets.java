package drawbridge.provider.preset;

import drawbridge.platform.Fault;
import drawbridge.platform.NearestName;
import drawbridge.provider.ProviderTable;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The table of presets. Immutable. */
public final class Presets {

  /** The member of a setup that names a preset. */
  public static final String PRESET = "preset";

  /** The member of a setup with the version of the preset that its values come from. */
  public static final String VERSION = "presetVersion";

  private static final String ACCEPTED_STATUS = "acceptedStatus";
  private static final String REPLY = "reply";

  private static final Presets BUILT_IN = new Presets(ProviderTable.named("presets.yaml"));

  private final SortedMap<String, Preset> rows = new TreeMap<>();

  /**
   * Reads a table.
   *
   * @throws IllegalStateException when a row has a fault; the message names row and member
   */
  Presets(JsonObject table) {
    table.forEach(
        (name, row) -> rows.put(name, ProviderTable.bind(name, row.asJsonObject(), Preset.class)));
  }

  /** Returns {@code drawbridge/provider/presets.yaml}. */
  public static Presets builtIn() {
    return BUILT_IN;
  }

  /** Returns all presets by name, sorted. */
  public SortedMap<String, Preset> all() {
    return Collections.unmodifiableSortedMap(rows);
  }

  /** Returns the preset with this name. */
  public Optional<Preset> find(String name) {
    return Optional.ofNullable(rows.get(name));
  }

  /**
   * Fills in the values of the preset that a setup names, and the preset's version (T13). A member
   * of the setup replaces the preset's, also with {@code null}, which sets nothing. The members of
   * {@code signature} and {@code handshake} are completed one by one, unless they name another
   * scheme or provider. A setup with {@code presetVersion} has its values already; it is returned
   * unchanged.
   *
   * @param faults receives the fault of an unknown preset, with the nearest name
   * @return the setup itself when it names no preset, or after a fault
   */
  public JsonObject fillIn(JsonObject setup, List<Fault> faults) {
    JsonValue name = setup.getOrDefault(PRESET, JsonValue.NULL);
    JsonValue version = setup.getOrDefault(VERSION, JsonValue.NULL);
    if (name == JsonValue.NULL) {
      if (version != JsonValue.NULL) {
        faults.add(Fault.at("/" + VERSION, "is not used without the member " + PRESET));
      }
      return setup;
    }
    if (!(name instanceof JsonString text)) {
      return setup; // the setup's own check reports the type
    }
    Optional<Preset> preset = find(text.getString());
    if (preset.isEmpty()) {
      faults.add(Fault.at("/" + PRESET, unknown(text.getString())));
      return setup;
    }
    return version == JsonValue.NULL ? filled(setup, preset.get()) : setup;
  }

  private String unknown(String name) {
    return "is unknown; the nearest name is " + NearestName.of(name, rows.keySet());
  }

  private static JsonObject filled(JsonObject setup, Preset preset) {
    JsonObjectBuilder filled = Json.createObjectBuilder(preset.setup());
    if (setup.containsKey(ACCEPTED_STATUS)) {
      filled.remove(REPLY); // the other form of the same setting
    }
    setup.forEach(
        (member, value) -> filled.add(member, merged(member, value, preset.setup().get(member))));
    return filled.add(VERSION, preset.version()).build();
  }

  private static JsonValue merged(String member, JsonValue given, @Nullable JsonValue preset) {
    return given instanceof JsonObject own && preset instanceof JsonObject base
        ? key(member)
            .filter(key -> !own.containsKey(key) || Objects.equals(own.get(key), base.get(key)))
            .<JsonValue>map(key -> overlaid(base, own))
            .orElse(given)
        : given;
  }

  /**
   * Returns a stored setup with the current values of its preset and their version. Members that
   * the preset does not set are kept, and so are the other settings of the same scheme or provider.
   */
  public JsonObject refreshed(JsonObject stored, Preset preset) {
    JsonObjectBuilder refreshed = Json.createObjectBuilder();
    stored.forEach(
        (member, value) -> {
          if (!isReplaced(member, preset.setup())) {
            refreshed.add(member, value);
          }
        });
    preset
        .setup()
        .forEach(
            (member, value) -> refreshed.add(member, renewed(member, value, stored.get(member))));
    return refreshed.add(VERSION, preset.version()).build();
  }

  /**
   * Returns a stored setup with another preset: without the values that its current preset has set,
   * and with those of the other one. Own values that the other preset does not set are kept.
   *
   * @param name of a known preset; empty for the stored values without a preset
   */
  public JsonObject replaced(JsonObject stored, Optional<String> name) {
    Optional<Preset> current = find(stored.getString(PRESET, ""));
    JsonObjectBuilder own = Json.createObjectBuilder();
    stored.forEach(
        (member, value) -> {
          boolean isOfPreset =
              name.isPresent() && current.filter(it -> isSet(member, value, it)).isPresent();
          if (!isOfPreset && !member.equals(PRESET) && !member.equals(VERSION)) {
            own.add(member, value);
          }
        });
    return name.flatMap(this::find)
        .map(preset -> refreshed(own.add(PRESET, name.get()).build(), preset))
        .orElseGet(own::build);
  }

  /** Whether a value is that of the preset, or of its scheme or provider. */
  private static boolean isSet(String member, JsonValue value, Preset preset) {
    JsonValue base = preset.setup().get(member);
    return value.equals(base)
        || (value instanceof JsonObject own
            && base instanceof JsonObject of
            && key(member).filter(key -> Objects.equals(own.get(key), of.get(key))).isPresent());
  }

  private static boolean isReplaced(String member, JsonObject preset) {
    return preset.containsKey(member)
        || (member.equals(ACCEPTED_STATUS) && preset.containsKey(REPLY))
        || (member.equals(REPLY) && preset.containsKey(ACCEPTED_STATUS));
  }

  private static JsonValue renewed(String member, JsonValue preset, @Nullable JsonValue stored) {
    return stored instanceof JsonObject own && preset instanceof JsonObject base
        ? key(member)
            .filter(key -> Objects.equals(base.get(key), own.get(key)))
            .<JsonValue>map(key -> overlaid(own, base))
            .orElse(preset)
        : preset;
  }

  /** Returns the member of a completed member that names its row; empty for other members. */
  private static Optional<String> key(String member) {
    return switch (member) {
      case Preset.SIGNATURE -> Optional.of("scheme");
      case Preset.HANDSHAKE -> Optional.of("provider");
      default -> Optional.empty();
    };
  }

  private static JsonObject overlaid(JsonObject base, JsonObject over) {
    JsonObjectBuilder all = Json.createObjectBuilder(base);
    over.forEach(all::add);
    return all.build();
  }
}
