package drawbridge.workflow.definition;

import drawbridge.platform.Fault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Collects the faults of one text and knows where in it every pointer stands. */
final class Diagnostics {

  private static final Comparator<Fault> AS_IN_THE_TEXT =
      Comparator.comparingInt(Fault::line).thenComparingInt(Fault::column);

  private final int limit;
  private final List<Fault> faults = new ArrayList<>();
  private final Set<Fault> known = new HashSet<>();
  private SourceLocation root = SourceLocation.root(1, 1);
  private int left;

  Diagnostics(int limit) {
    this.limit = limit;
  }

  /** Where everything stands, from now on. */
  void places(SourceLocation places) {
    root = places;
  }

  void add(String pointer, String detail) {
    SourceLocation location = root.nearest(pointer);
    add(pointer, detail, location.line(), location.column());
  }

  void add(String pointer, String detail, int line, int column) {
    Fault fault = new Fault(pointer, detail, line, column);
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
}
