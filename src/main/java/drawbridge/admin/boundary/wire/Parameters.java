package drawbridge.admin.boundary.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.Fault;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * The query of a call, or an object in its body with the same members. Read its parameters, then
 * call {@link #end}: it refuses the call with every fault at once, parameters that nobody asked for
 * included, since a filter with a typing error would find everything. A parameter that is empty is
 * not set.
 */
public final class Parameters {

  private final Map<String, List<String>> query;
  private final BiFunction<String, String, Fault> place;
  private final Set<String> known = new HashSet<>();
  private final List<Fault> faults = new ArrayList<>();

  public Parameters(UriInfo uri) {
    this.query = uri.getQueryParameters();
    this.place = (name, what) -> Fault.at("", "query parameter " + name + " " + what);
  }

  /**
   * Of an object of texts.
   *
   * @param pointer where it stands in the body
   */
  Parameters(ObjectNode object, String pointer) {
    this.query = new HashMap<>();
    this.place =
        (name, what) -> Fault.at(pointer + "/" + name.replace("~", "~0").replace("/", "~1"), what);
    object
        .properties()
        .forEach(
            member -> {
              if (member.getValue().isTextual()) {
                query.put(member.getKey(), List.of(member.getValue().textValue()));
              } else if (!member.getValue().isNull()) {
                query.put(member.getKey(), List.of());
                fault(member.getKey(), "must be a string");
              }
            });
  }

  /** A text without U+0000, which no store can look for. */
  public Optional<String> text(String name) {
    known.add(name);
    List<String> values = query.getOrDefault(name, List.of());
    if (values.size() > 1) {
      fault(name, "must be given once");
    } else if (values.size() == 1 && values.get(0).indexOf('\0') >= 0) {
      fault(name, "must not contain the character U+0000");
    } else {
      return values.stream().findFirst().filter(value -> !value.isEmpty());
    }
    return Optional.empty();
  }

  /** A text that must be there; empty when it is not, and then {@link #end} throws. */
  public String required(String name) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      fault(name, "is missing");
    }
    return text.orElse("");
  }

  /** A text of some form; {@code parser} throws for one that is not. */
  public <T> Optional<T> parsed(String name, String expected, Function<String, T> parser) {
    return text(name)
        .flatMap(
            text -> {
              try {
                return Optional.of(parser.apply(text));
              } catch (RuntimeException e) {
                fault(name, expected);
                return Optional.empty();
              }
            });
  }

  /** Whether it is {@code true}; it may be missing. */
  public boolean flag(String name) {
    Optional<String> text = text(name);
    if (text.isPresent() && !text.get().equals("true") && !text.get().equals("false")) {
      fault(name, "must be true or false");
    }
    return text.isPresent() && text.get().equals("true");
  }

  private void fault(String name, String what) {
    faults.add(place.apply(name, what));
  }

  /**
   * Ends the reading.
   *
   * @throws Refused 400 with every fault
   */
  public void end() {
    List<Fault> all = faults();
    if (!all.isEmpty()) {
      throw Refused.malformed(all);
    }
  }

  /** Every fault, once all was read that is known. */
  List<Fault> faults() {
    List<Fault> all = new ArrayList<>(faults);
    query.keySet().stream()
        .filter(name -> !known.contains(name))
        .sorted()
        .forEach(name -> all.add(place.apply(name, "is not known to this call")));
    return all;
  }
}
