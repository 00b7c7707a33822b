package drawbridge.workflow.definition.source;

import drawbridge.platform.Fault;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Collects the faults and the warnings of one text with their lines and columns. */
public final class Diagnostics {

  private static final Comparator<Fault> BY_LOCATION =
      Comparator.comparingInt(Fault::line).thenComparingInt(Fault::column);

  private final Findings faults;
  private final Findings warnings;
  private SourceLocation root = SourceLocation.root(1, 1);

  /**
   * @param limit how many faults are kept, and how many warnings
   */
  public Diagnostics(int limit) {
    faults = new Findings(limit);
    warnings = new Findings(limit);
  }

  /** Sets the source locations of the text. */
  void locate(SourceLocation location) {
    root = location;
  }

  public void add(String pointer, String detail) {
    faults.add(located(pointer, detail));
  }

  public void add(String pointer, String detail, int line, int column) {
    faults.add(new Fault(pointer, detail, line, column));
  }

  /** Adds a fault without a line. */
  public void add(Fault fault) {
    add(fault.pointer(), fault.detail());
  }

  /** Adds a warning: the definition is valid, but may not do what its author expects. */
  public void warn(String pointer, String detail) {
    warnings.add(located(pointer, detail));
  }

  /** Returns the line of a pointer, or of the nearest value around it, from 1. */
  public int line(String pointer) {
    return root.nearest(pointer).line();
  }

  private Fault located(String pointer, String detail) {
    SourceLocation location = root.nearest(pointer);
    return new Fault(pointer, detail, location.line(), location.column());
  }

  /** Returns whether there is no fault. */
  public boolean isEmpty() {
    return faults.kept.isEmpty();
  }

  /** Returns the faults in the order of the text. */
  public List<Fault> inOrder() {
    return faults.inOrder(" more faults are not listed; correct these first");
  }

  /** Returns the warnings in the order of the text. */
  public List<Fault> warnings() {
    return warnings.inOrder(" more warnings are not listed");
  }

  /** Findings of one kind; counts those above the limit. */
  private static final class Findings {
    private final int limit;
    private final Set<Fault> kept = new LinkedHashSet<>();
    private int omitted;

    Findings(int limit) {
      this.limit = limit;
    }

    void add(Fault finding) {
      if (kept.size() < limit) {
        kept.add(finding);
      } else {
        omitted++;
      }
    }

    List<Fault> inOrder(String ofOmitted) {
      List<Fault> sorted = new ArrayList<>(kept);
      sorted.sort(BY_LOCATION);
      if (omitted > 0) {
        sorted.add(Fault.at("", omitted + ofOmitted));
      }
      return sorted;
    }
  }
}
