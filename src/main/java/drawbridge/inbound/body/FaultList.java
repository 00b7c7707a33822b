package drawbridge.inbound.body;

import drawbridge.platform.Fault;
import java.util.ArrayList;
import java.util.List;

/** Counts all faults of one body and lists the first hundred. */
public final class FaultList {

  static final int LISTED = 100;

  private final List<Fault> listed = new ArrayList<>();
  private int unlisted;

  /** Adds a fault. */
  public void add(BodyPointer at, String detail) {
    if (listed.size() < LISTED) {
      listed.add(Fault.at(at.pointer(), detail));
    } else {
      unlisted++;
    }
  }

  /** Adds the fault that ended the reading. It is always listed. */
  public void addLast(Fault fault) {
    listed.add(fault);
  }

  public boolean isEmpty() {
    return listed.isEmpty();
  }

  /** Returns the listed faults in the order of their discovery, then one that counts the others. */
  public List<Fault> toList() {
    List<Fault> all = new ArrayList<>(listed);
    if (unlisted > 0) {
      all.add(Fault.at("", "and " + unlisted + " more faults that are not listed"));
    }
    return List.copyOf(all);
  }
}
