package drawbridge.console.boundary;

import drawbridge.platform.Fault;
import jakarta.ws.rs.core.UriInfo;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The query of a call. Read its parameters, then call {@link #end}: it refuses the call with every
 * fault at once, parameters that nobody asked for included, since a filter with a typing error
 * would find everything. A parameter that is empty is not set.
 */
final class Parameters {

  private final Map<String, List<String>> query;
  private final Set<String> known = new HashSet<>();
  private final List<Fault> faults = new ArrayList<>();

  Parameters(UriInfo uri) {
    this.query = uri.getQueryParameters();
  }

  /** A text without U+0000, which no store can look for. */
  Optional<String> text(String name) {
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
  String required(String name) {
    Optional<String> text = text(name);
    if (text.isEmpty()) {
      fault(name, "is missing");
    }
    return text.orElse("");
  }

  /** A text of some form; {@code parser} throws for one that is not. */
  <T> Optional<T> parsed(String name, String expected, Function<String, T> parser) {
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
  boolean flag(String name) {
    Optional<String> text = text(name);
    if (text.isPresent() && !text.get().equals("true") && !text.get().equals("false")) {
      fault(name, "must be true or false");
    }
    return text.isPresent() && text.get().equals("true");
  }

  private void fault(String name, String what) {
    faults.add(Fault.at("", "query parameter " + name + " " + what));
  }

  /**
   * Ends the reading.
   *
   * @throws Refused 400 with every fault
   */
  void end() {
    query.keySet().stream()
        .filter(name -> !known.contains(name))
        .sorted()
        .forEach(name -> fault(name, "is not known to this call"));
    if (!faults.isEmpty()) {
      throw Refused.malformed(faults);
    }
  }
}
