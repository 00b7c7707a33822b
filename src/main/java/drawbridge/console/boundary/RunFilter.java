package drawbridge.console.boundary;

import drawbridge.admin.control.runs.RunQuery;
import drawbridge.platform.Ids;
import drawbridge.run.entity.RunState;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Which runs the address asks for. */
@RequestScoped
public class RunFilter {

  static final String CURSOR = "cursor";
  private static final List<String> PARTS =
      List.of("status", "workflow", "uid", "request", "from", "to", "q");

  @Inject PageContext place;
  @Inject PageQuery address;

  private final List<String> faults = new ArrayList<>();

  /** What the address says for a part of the filter; empty when it says nothing. */
  public String asked(String part) {
    return address.text(part).orElse("");
  }

  /** Whether it asks for all runs. */
  public boolean isOpen() {
    return PARTS.stream().allMatch(part -> asked(part).isEmpty());
  }

  /** What of it was not understood, in sentences; after {@link #query}. */
  public List<String> faults() {
    return faults;
  }

  /** The address's parameters, to which others may be added. */
  public Map<String, String> parameters() {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("workspace", place.getNamed());
    PARTS.forEach(part -> parameters.put(part, asked(part)));
    return parameters;
  }

  /** The query, without what was not understood: look at {@link #faults} first. */
  public RunQuery query(int most) {
    faults.clear();
    return new RunQuery(
        parsed("status", "The status is none of ours.", RunFilter::state),
        address.text("workflow"),
        address.text("uid"),
        parsed(
            "request",
            "A request’s id has 36 characters, such as the reply shows it.",
            RunFilter::uuid),
        parsed("from", "The beginning is no time that we understand.", Instant::parse),
        parsed("to", "The end is no time that we understand.", Instant::parse),
        address.text("q").map(text -> text.replace("\0", "")),
        parsed(CURSOR, "This page of the list does not exist.", RunFilter::uuid),
        most);
  }

  private static String uuid(String text) {
    if (!Ids.isUuid(text)) {
      throw new IllegalArgumentException("no id");
    }
    return text.toLowerCase(Locale.ROOT);
  }

  private static RunState state(String label) {
    return RunState.valueOf(label.toUpperCase(Locale.ROOT));
  }

  private <T> Optional<T> parsed(String part, String fault, Function<String, T> parser) {
    try {
      return address.text(part).map(parser);
    } catch (IllegalArgumentException | DateTimeException e) {
      faults.add(fault);
      return Optional.empty();
    }
  }
}
