package drawbridge.inbound.trigger.control;

import drawbridge.inbound.trigger.entity.Setup;
import drawbridge.inbound.trigger.entity.SetupForm;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.entity.TriggerSecret;
import drawbridge.workspace.entity.Workspace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** All triggers by the digests of their addresses, as the store knew them. Never changes. */
public final class TriggerSnapshot {

  private record Address(TriggerSecret row, MatchedTrigger matched) {}

  private final Map<String, Address> addresses = new HashMap<>();
  private final Map<String, MatchedTrigger> triggers = new HashMap<>();

  /**
   * @param all pairs of {@link Trigger} and {@link Workspace}
   * @param before whose setups need not be read again where they are the same
   */
  TriggerSnapshot(
      List<Object[]> all, List<TriggerSecret> secrets, Optional<TriggerSnapshot> before) {
    Map<String, List<TriggerSecret>> theirs = new HashMap<>();
    for (TriggerSecret secret : secrets) {
      theirs.computeIfAbsent(secret.triggerId(), id -> new ArrayList<>()).add(secret);
    }
    for (Object[] pair : all) {
      Trigger trigger = (Trigger) pair[0];
      List<TriggerSecret> its =
          theirs.getOrDefault(trigger.id(), List.of()).stream()
              .sorted(TriggerSecret.OLDEST_FIRST.reversed())
              .toList();
      MatchedTrigger matched =
          new MatchedTrigger((Workspace) pair[1], trigger, setup(trigger, before), its);
      triggers.put(trigger.id(), matched);
      its.stream()
          .filter(secret -> secret.digest() != null)
          .forEach(secret -> addresses.put(secret.digest(), new Address(secret, matched)));
    }
  }

  /** The trigger that this address leads to, if it is one of the workspace and is valid then. */
  Optional<MatchedTrigger> find(String workspace, String digest, Instant now) {
    return Optional.ofNullable(addresses.get(digest))
        .filter(address -> address.row.isValidAt(now))
        .filter(address -> address.matched.workspace().name().equals(workspace))
        .map(Address::matched);
  }

  /** The row of an address. */
  Optional<String> rowOf(String digest) {
    return Optional.ofNullable(addresses.get(digest)).map(address -> address.row.id());
  }

  private static Setup setup(Trigger trigger, Optional<TriggerSnapshot> before) {
    return before
        .map(register -> register.triggers.get(trigger.id()))
        .filter(matched -> matched.trigger().rowVersion() == trigger.rowVersion())
        .map(MatchedTrigger::setup)
        .orElseGet(() -> SetupForm.stored(trigger.setup()));
  }
}
