package drawbridge.crash;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the senders were told. Thread safe. */
final class Book {

  private final Map<String, String> acknowledged = new HashMap<>();
  private int batched;
  private int givenUp;
  private final List<String> faults = new ArrayList<>();
  private int lateDuplicates;
  private int requests;
  private int refusals;

  /** A sender was told so; the first time counts. */
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

  /** A sender will not repeat so many uids: each may have started one run, or none. */
  synchronized void giveUp(int uids) {
    givenUp += uids;
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

  /** How many of them came in batches. */
  synchronized int batched() {
    return batched;
  }

  synchronized int givenUp() {
    return givenUp;
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
