package drawbridge.provider.handshake;

import drawbridge.platform.Fault;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.provider.OwnName;
import drawbridge.provider.ProviderTable;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import jakarta.validation.constraints.NotNull;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The table of handshakes. Immutable. */
public final class Handshakes {

  static final String PROVIDER = "provider";

  private static final int LONGEST_SETTING = 1000;

  private static final Handshakes BUILT_IN = new Handshakes(ProviderTable.named("handshakes.yaml"));

  private final Map<String, Form> forms = new TreeMap<>();
  private final SortedMap<String, HandshakeRow> rows = new TreeMap<>();

  /** The parts of the table: a {@link Form} or a {@link HandshakeRow} for each name. */
  public record Table(@NotNull JsonObject forms, @NotNull JsonObject handshakes) {}

  /**
   * Reads a table.
   *
   * @throws IllegalStateException when a row has a fault; the message names row and member
   */
  Handshakes(JsonObject table) {
    Table read = ProviderTable.bind("table", table, Table.class);
    read.forms()
        .forEach(
            (name, form) ->
                forms.put(name, ProviderTable.bind(name, form.asJsonObject(), Form.class)));
    read.handshakes().forEach((name, row) -> add(name, row.asJsonObject()));
  }

  private Handshakes(Handshakes others, Map<String, HandshakeRow> own) {
    forms.putAll(others.forms);
    rows.putAll(others.rows);
    rows.putAll(own);
  }

  /**
   * Returns this table with the rows that a workspace defines, which {@link #readOwn} accepts.
   * Leaves out faulty rows.
   *
   * @param own by their names, which start with {@link OwnName#PREFIX}
   */
  public Handshakes with(Map<String, JsonObject> own) {
    Map<String, HandshakeRow> read = new TreeMap<>();
    own.forEach((name, row) -> readOwn(row, new ArrayList<>()).ifPresent(it -> read.put(name, it)));
    return new Handshakes(this, read);
  }

  /**
   * Reads a row that a workspace defines, under the rules of this table.
   *
   * @param faults receives every fault, with pointers relative to the row
   * @return empty when there is a fault
   */
  public Optional<HandshakeRow> readOwn(JsonObject json, List<Fault> faults) {
    List<Fault> found = new ArrayList<>();
    Optional<HandshakeRow> row = JsonBinding.read(json, HandshakeRow.class, found);
    row.ifPresent(it -> checkForm(it, found));
    if (json.containsKey("visit")) {
      found.add(Fault.at("/visit", "is for built-in rows only"));
    }
    faults.addAll(found);
    return found.isEmpty() ? row : Optional.empty();
  }

  private void add(String provider, JsonObject json) {
    HandshakeRow row = ProviderTable.bind(provider, json, HandshakeRow.class);
    List<Fault> faults = new ArrayList<>();
    checkForm(row, faults);
    if (row.docs() == null) {
      faults.add(Fault.at("/docs", "is missing"));
    }
    if (!faults.isEmpty()) {
      throw ProviderTable.fault(provider, faults);
    }
    rows.put(provider, row);
  }

  private void checkForm(HandshakeRow row, List<Fault> faults) {
    Form form = form(row);
    if (row.challenge() != null && form == null) {
      faults.add(
          Fault.at("/challenge/form", "must be one of " + String.join(", ", forms.keySet())));
    } else if (row.hmac() != null && form != null && !form.isWithin(Form.SIGNED)) {
      faults.add(Fault.at("/challenge/form", "must be within " + Form.SIGNED.inWords()));
    }
  }

  private @Nullable Form form(HandshakeRow row) {
    return row.challenge() == null ? null : forms.get(row.challenge().form());
  }

  /** Returns {@code drawbridge/provider/handshakes.yaml}. */
  public static Handshakes builtIn() {
    return BUILT_IN;
  }

  /**
   * A handshake to choose from.
   *
   * @param setting the member of its settings besides {@code provider}; empty for none
   * @param isSettingRequired whether every trigger must have that member
   */
  public record Offer(
      String provider,
      Needs needs,
      boolean isSigned,
      Optional<String> setting,
      boolean isSettingRequired) {}

  /** Returns all handshakes, by name. */
  public List<Offer> offers() {
    return rows.entrySet().stream()
        .map(
            row ->
                new Offer(
                    row.getKey(),
                    row.getValue().needs(),
                    row.getValue().isSigned(),
                    row.getValue().setting(),
                    row.getValue().expects() != null))
        .toList();
  }

  /** Returns the names of the rows, sorted. */
  public Set<String> providers() {
    return Collections.unmodifiableSet(rows.keySet());
  }

  /**
   * Reads a trigger's settings: {@code {"provider": "meta"}} and the optional member of the row.
   * They must not contain tokens and secrets.
   *
   * @param faults receives every fault, with pointers relative to the settings
   * @return empty when there is a fault
   */
  public Optional<Handshake> read(JsonObject settings, List<Fault> faults) {
    HandshakeRow row = rows.get(settings.getString(PROVIDER, ""));
    if (row == null) {
      faults.add(Fault.at("/provider", "must be one of " + String.join(", ", rows.keySet())));
      return Optional.empty();
    }
    int before = faults.size();
    settings.forEach(
        (name, value) -> {
          if (row.setting().filter(name::equals).isPresent()) {
            checkSetting(row, name, value, faults);
          } else if (!name.equals(PROVIDER)) {
            faults.add(
                Fault.at(
                    "/" + Json.encodePointer(name),
                    "is not a member of the handshake of " + settings.getString(PROVIDER)));
          }
        });
    if (row.expects() != null && !settings.containsKey(row.expects().setting())) {
      faults.add(Fault.at("/" + row.expects().setting(), "is missing"));
    }
    return faults.size() == before
        ? Optional.of(new Handshake(settings, row, form(row)))
        : Optional.empty();
  }

  /** A challenge that a setting names must fit its form; an expected text is never sent. */
  private void checkSetting(HandshakeRow row, String name, JsonValue value, List<Fault> faults) {
    Form form = row.expects() == null ? form(row) : null;
    String text = value instanceof JsonString string ? string.getString() : "";
    boolean isValid =
        form == null ? !text.isBlank() && text.length() <= LONGEST_SETTING : form.fits(text);
    if (!isValid) {
      faults.add(
          Fault.at(
              "/" + Json.encodePointer(name),
              form == null
                  ? "must be a text of 1 to " + LONGEST_SETTING + " characters"
                  : "must be a text of " + form.inWords()));
    }
  }
}
