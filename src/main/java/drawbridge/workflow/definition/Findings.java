package drawbridge.workflow.definition;

import drawbridge.platform.Fault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Collects the faults of one text and knows where in it every pointer stands. */
final class Findings {

  /** A place in the text, both from 1. */
  record Position(int line, int column) {}

  private static final Comparator<Fault> AS_IN_THE_TEXT =
      Comparator.comparingInt(Fault::line).thenComparingInt(Fault::column);

  private final int limit;
  private final Map<String, Position> positions = new HashMap<>();
  private final List<Fault> faults = new ArrayList<>();
  private final Set<Fault> known = new HashSet<>();
  private int left;

  Findings(int limit) {
    this.limit = limit;
  }

  /** Remembers where a pointer stands; the first place wins, so that duplicates do not move it. */
  void place(String pointer, Position position) {
    positions.putIfAbsent(pointer, position);
  }

  void add(String pointer, String detail) {
    Position position = nearest(pointer);
    add(pointer, detail, position);
  }

  void add(String pointer, String detail, Position position) {
    Fault fault = new Fault(pointer, detail, position.line(), position.column());
    if (faults.size() >= limit) {
      left++;
    } else if (known.add(fault)) {
      faults.add(fault);
    }
  }

  /** Takes a fault that knows its pointer and not its line. */
  void add(Fault fault) {
    add(fault.pointer(), fault.detail());
  }

  boolean isEmpty() {
    return faults.isEmpty();
  }

  /** In the order of the text. */
  List<Fault> inOrder() {
    List<Fault> sorted = new ArrayList<>(faults);
    sorted.sort(AS_IN_THE_TEXT);
    if (left > 0) {
      sorted.add(Fault.at("", left + " more faults are not listed; correct these first"));
    }
    return sorted;
  }

  private Position nearest(String pointer) {
    String place = pointer;
    while (!positions.containsKey(place) && !place.isEmpty()) {
      place = place.substring(0, Math.max(0, place.lastIndexOf('/')));
    }
    return positions.getOrDefault(place, new Position(1, 1));
  }
}
