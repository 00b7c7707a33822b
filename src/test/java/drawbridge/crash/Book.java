package drawbridge.crash;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Records the replies that senders got. Thread safe. */
final class Book {

  private final Map<String, String> acknowledged = new HashMap<>();
  private int batched;
  private int givenUp;
  private final List<String> faults = new ArrayList<>();
  private int lateDuplicates;
  private int requests;
  private int refusals;

  /** Records an acknowledgement; the first one of a uid counts. */
  synchronized void note(Acknowledgement told) {
    String before = acknowledged.putIfAbsent(told.uid(), told.run());
    if (before == null) {
      batched += told.batch() ? 1 : 0;
      noteDuplicate(told);
    } else if (!before.equals(told.run())) {
      faults.add(
          "uid " + told.uid() + " was answered with two runs: " + before + " and " + told.run());
    }
  }

  private void noteDuplicate(Acknowledgement first) {
    lateDuplicates += first.duplicate() ? 1 : 0;
    if (first.duplicate() && !first.repeated()) {
      faults.add("uid " + first.uid() + " is called a duplicate, and was sent once");
    }
  }

  /** Records uids that a sender will not repeat: each may have one run, or none. */
  synchronized void giveUp(int uids) {
    givenUp += uids;
  }

  /** Records an invalid reply. */
  synchronized void fault(String what) {
    faults.add(what);
  }

  synchronized void requested() {
    requests++;
  }

  /** Records a request without an acknowledgement, which is repeated. */
  synchronized void refused() {
    refusals++;
  }

  /** Returns the promised runs, by uid. */
  synchronized Map<String, String> acknowledged() {
    return Map.copyOf(acknowledged);
  }

  /** Returns how many of them were sent in batches. */
  synchronized int batched() {
    return batched;
  }

  synchronized int givenUp() {
    return givenUp;
  }

  synchronized List<String> faults() {
    return List.copyOf(faults);
  }

  /**
   * Returns the number of uids whose first acknowledgement called them duplicates: their first
   * reply was lost.
   */
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
