package drawbridge.workflow.definition;

import drawbridge.platform.Fault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects the faults of one text with their lines and columns. */
final class Diagnostics {

  private static final Comparator<Fault> BY_LOCATION =
      Comparator.comparingInt(Fault::line).thenComparingInt(Fault::column);

  private final int limit;
  private final Set<Fault> faults = new LinkedHashSet<>();
  private SourceLocation root = SourceLocation.root(1, 1);
  private int omitted;

  Diagnostics(int limit) {
    this.limit = limit;
  }

  /** Sets the source locations of the text. */
  void locate(SourceLocation location) {
    root = location;
  }

  void add(String pointer, String detail) {
    SourceLocation location = root.nearest(pointer);
    add(pointer, detail, location.line(), location.column());
  }

  void add(String pointer, String detail, int line, int column) {
    if (faults.size() < limit) {
      faults.add(new Fault(pointer, detail, line, column));
    } else {
      omitted++;
    }
  }

  /** Adds a fault without a line. */
  void add(Fault fault) {
    add(fault.pointer(), fault.detail());
  }

  boolean isEmpty() {
    return faults.isEmpty();
  }

  /** Returns the faults in the order of the text. */
  List<Fault> inOrder() {
    List<Fault> sorted = new ArrayList<>(faults);
    sorted.sort(BY_LOCATION);
    if (omitted > 0) {
      sorted.add(Fault.at("", omitted + " more faults are not listed; correct these first"));
    }
    return sorted;
  }
}
