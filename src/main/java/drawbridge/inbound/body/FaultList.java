package drawbridge.inbound.body;

import drawbridge.platform.Fault;
import drawbridge.platform.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Counts all faults of one body and lists the first hundred. */
public final class FaultList {

  static final int LISTED = 100;

  private final List<Fault> listed = new ArrayList<>();
  private int unlisted;
  private @Nullable Problem limit;

  /** Adds a fault. */
  public void add(BodyPointer at, String detail) {
    if (listed.size() < LISTED) {
      listed.add(Fault.at(at.pointer(), detail));
    } else {
      unlisted++;
    }
  }

  /** Adds what ended the reading. A fault is always listed. */
  void addLast(Unreadable end) {
    if (end.problem().errors().isEmpty()) {
      limit = end.problem();
    } else {
      listed.addAll(end.problem().errors());
    }
  }

  /** Adds the faults of another list. */
  void addAll(FaultList others) {
    listed.addAll(others.listed);
    unlisted += others.unlisted;
    limit = others.limit == null ? limit : others.limit;
  }

  /** Returns the 413, 415 or 503 that ended the reading; empty when no limit did. */
  Optional<Problem> limit() {
    return Optional.ofNullable(limit);
  }

  public boolean isEmpty() {
    return listed.isEmpty() && limit == null;
  }

  /** Returns the listed faults in the order of their discovery, then one that counts the others. */
  public List<Fault> toList() {
    List<Fault> all = new ArrayList<>(listed);
    if (unlisted > 0) {
      all.add(Fault.at("", "and " + unlisted + " more faults that are not listed"));
    }
    return List.copyOf(all);
  }

  /** Returns the 413, 415 or 503 that ended the reading, else a 400 with the faults. */
  public Problem toProblem() {
    return limit == null ? Problem.malformed(toList()) : limit;
  }
}
