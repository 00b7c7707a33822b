package drawbridge.inbound.trigger.setup;

import drawbridge.platform.Fault;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.platform.json.Json;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads setups that the store holds. They need the shape of {@link SetupForm} only, since other
 * versions may have checked them under other rules (T14).
 */
public final class StoredSetup {

  private StoredSetup() {}

  /**
   * Reads a stored setup that names built-in rows only: see {@link #read(String, ProviderRows)}.
   */
  public static Setup read(String text) {
    return read(text, ProviderRows.builtIn());
  }

  /**
   * Reads the form of a setup that the store holds. Checks no constraint (T14). A scheme or
   * handshake whose row is missing or disabled becomes part of {@link Setup.Unavailable}, so that
   * the trigger refuses requests. A setup whose shape is not known becomes {@link
   * Setup.Unreadable}: it must not stop other triggers.
   */
  public static Setup read(String text, ProviderRows rows) {
    JsonObject json = JsonBinding.stored(text);
    List<Fault> faults = new ArrayList<>();
    try {
      Optional<SetupForm> form = JsonBinding.bind(json, SetupForm.class, faults);
      if (form.isPresent()) {
        return form.get().toSetup(rows);
      }
    } catch (RuntimeException e) { // of any constructor that checks a value
      faults.add(Fault.at("", "has an unknown value: " + e.getMessage()));
    }
    return unreadable(
        new Setup.Unreadable(
            json, faults.stream().map(Fault::inWords).collect(Collectors.joining("; "))));
  }

  /** Returns an empty setup that refuses all requests. */
  private static Setup unreadable(Setup.Unreadable stored) {
    Setup empty = read("{}");
    return new Setup(
        empty.origin(),
        new Setup.Asks(
            false,
            Optional.empty(),
            Optional.empty(),
            new Setup.Unavailable(Optional.empty(), Optional.empty(), Optional.of(stored))),
        empty.takes(),
        empty.events(),
        empty.starts(),
        empty.answers(),
        empty.rate());
  }

  /**
   * Returns what a save of this stored setup would refuse; empty when it would save, or cannot be
   * read.
   */
  public static List<Fault> warnings(Setup stored, ProviderRows rows) {
    List<Fault> faults = new ArrayList<>();
    if (stored.unreadable().isPresent()) {
      return faults;
    }
    var unused = SetupForm.read(JsonBinding.object(Json.write(stored.toJson())), rows, faults);
    return faults;
  }
}
