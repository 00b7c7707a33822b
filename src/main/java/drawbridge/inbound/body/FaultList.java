package drawbridge.inbound.body;

import drawbridge.platform.Fault;
import java.util.ArrayList;
import java.util.List;

/** Collects every fault of one body, and lists the first hundred of them. */
public final class FaultList {

  static final int LISTED = 100;

  private final List<Fault> listed = new ArrayList<>();
  private int unlisted;

  /** One more. */
  public void add(BodyPointer at, String detail) {
    if (listed.size() < LISTED) {
      listed.add(Fault.at(at.pointer(), detail));
    } else {
      unlisted++;
    }
  }

  /** The fault that ended the reading: always listed, it explains why nothing follows. */
  public void addLast(Fault fault) {
    listed.add(fault);
  }

  public boolean isEmpty() {
    return listed.isEmpty();
  }

  /** In the order they were found, with a last one that counts the others. */
  public List<Fault> toList() {
    List<Fault> all = new ArrayList<>(listed);
    if (unlisted > 0) {
      all.add(Fault.at("", "and " + unlisted + " more faults that are not listed"));
    }
    return List.copyOf(all);
  }
}
