package drawbridge.crash;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** What the senders were told. Thread safe. */
final class Book {

  private final Map<String, String> acknowledged = new HashMap<>();
  private final Map<String, String> givenUp = new TreeMap<>();
  private final List<String> faults = new ArrayList<>();
  private int lateDuplicates;
  private int requests;
  private int refusals;

  /**
   * An entry was answered 2xx.
   *
   * @param repeated the request was sent before, and not answered then
   */
  synchronized void acknowledge(String uid, String run, boolean duplicate, boolean repeated) {
    String before = acknowledged.putIfAbsent(uid, run);
    if (before != null && !before.equals(run)) {
      faults.add("uid " + uid + " was answered with two runs: " + before + " and " + run);
    }
    if (before == null && duplicate) {
      lateDuplicates++;
      if (!repeated) {
        faults.add("uid " + uid + " is called a duplicate, and was sent once");
      }
    }
  }

  /** A sender will not repeat this uid: it may have started one run, or none. */
  synchronized void giveUp(String uid, String why) {
    givenUp.put(uid, why);
  }

  /** An answer that no sender may get. */
  synchronized void fault(String what) {
    faults.add(what);
  }

  synchronized void requested() {
    requests++;
  }

  /** A request came back without an acknowledgement, and is repeated. */
  synchronized void refused() {
    refusals++;
  }

  /** The runs that were promised, by uid. */
  synchronized Map<String, String> acknowledged() {
    return Map.copyOf(acknowledged);
  }

  synchronized Set<String> givenUp() {
    return Set.copyOf(givenUp.keySet());
  }

  synchronized List<String> faults() {
    return List.copyOf(faults);
  }

  /** Uids whose first acknowledgement called them duplicates: recorded, and the answer lost. */
  synchronized int lateDuplicates() {
    return lateDuplicates;
  }

  synchronized int requests() {
    return requests;
  }

  synchronized int refusals() {
    return refusals;
  }
}
