package drawbridge.inbound.trigger.control.saving;

import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.platform.Fault;
import drawbridge.provider.OwnName;
import drawbridge.provider.handshake.Handshake;
import drawbridge.provider.handshake.Needs;
import drawbridge.provider.signature.Scheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds changes of own rows by which a trigger would let in requests that it refuses now. Such a
 * change is refused: the operator of the row may not know its triggers. The same row under another
 * name, which a trigger then names, has the effect on that trigger only, and is recorded with it.
 */
final class WeakerRows {

  private static final String INSTEAD = "save it under another name, and name that in the trigger";

  /** Completes "requires … " for a change of a row in use. */
  private static final String CHANGED = " now, which the changed row would not: " + INSTEAD;

  /** Completes "requires … " for a row that was changed while its trigger was being saved. */
  private static final String CHANGED_MEANWHILE =
      " no more: the row was changed meanwhile; read it, and save the trigger again";

  private static final String UNREAD =
      "is stored, and the changed row would not read it as before: remove the secret first, or "
          + INSTEAD;

  private WeakerRows() {}

  /** Returns the fault of a change that cannot be compared with the row in use. */
  static Fault incomparable(String pointer) {
    return Fault.at(
        pointer,
        "names a row that this version cannot read and compare: upgrade it, or " + INSTEAD);
  }

  /**
   * Returns the faults that the changed rows of a trigger would cause. Reports none for a row that
   * is missing or disabled afterwards, because the trigger then refuses all requests.
   *
   * @param before what the trigger asks with the rows before, as if all were enabled
   * @param isStored whether a valid secret of the purpose is stored
   */
  static List<Fault> faults(Setup.Asks before, Setup.Asks after, Predicate<Purpose> isStored) {
    List<Fault> faults = new ArrayList<>();
    if (isOwnRowKept(before.provider(), after.provider())) {
      after
          .handshake()
          .ifPresent(
              row -> addUnread(before.handshake(), row, isStored.test(Purpose.HANDSHAKE), faults));
    }
    boolean isNewlyRead = before.signature().isEmpty() && isStored.test(Purpose.SIGNATURE);
    if (isOwnRowKept(before.scheme(), after.scheme())
        && after.signature().filter(row -> isNewlyRead && !row.needsSecret()).isPresent()) {
      faults.add(Fault.at("/signature/secret", UNREAD));
    }
    addMissing(before, after, CHANGED, faults);
    return faults;
  }

  /**
   * Returns the faults of rows that were changed after an operator read them.
   *
   * @param read what the trigger asks with the rows that the operator read
   */
  static List<Fault> faultsOfRace(Setup.Asks read, Setup.Asks locked) {
    List<Fault> faults = new ArrayList<>();
    addMissing(read, locked, CHANGED_MEANWHILE, faults);
    return faults;
  }

  private static boolean isOwnRowKept(Optional<String> before, Optional<String> after) {
    return after.flatMap(OwnName::of).isPresent() && after.equals(before);
  }

  private static void addMissing(
      Setup.Asks before, Setup.Asks after, String end, List<Fault> faults) {
    if (isOwnRowKept(before.provider(), after.provider())) {
      missing(before.handshake(), after.handshake())
          .forEach(it -> faults.add(Fault.at("/handshake/provider", "requires " + it + end)));
    }
    if (isOwnRowKept(before.scheme(), after.scheme())) {
      missingOf(before.signature(), after.signature())
          .forEach(it -> faults.add(Fault.at("/signature/scheme", "requires " + it + end)));
    }
  }

  private static List<String> missing(Optional<Handshake> before, Optional<Handshake> after) {
    return before.isEmpty() || after.isEmpty() ? List.of() : before.get().missingIn(after.get());
  }

  private static List<String> missingOf(Optional<Scheme> before, Optional<Scheme> after) {
    return before.isEmpty() || after.isEmpty() ? List.of() : before.get().missingIn(after.get());
  }

  private static void addUnread(
      Optional<Handshake> before, Handshake row, boolean isStored, List<Fault> faults) {
    boolean isUnread =
        before
            .map(it -> readsSecret(it) && it.needs() != row.needs())
            .orElseGet(() -> !readsSecret(row));
    if (isStored && isUnread) {
      boolean isToken = before.filter(it -> it.needs() == Needs.SECRET).isEmpty();
      faults.add(Fault.at(isToken ? "/handshake/token" : "/handshake/secret", UNREAD));
    }
  }

  private static boolean readsSecret(Handshake row) {
    return row.needs() == Needs.TOKEN || row.needs() == Needs.SECRET;
  }
}
