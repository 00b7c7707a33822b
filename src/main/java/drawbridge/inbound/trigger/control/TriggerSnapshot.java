package drawbridge.inbound.trigger.control;

import drawbridge.inbound.trigger.entity.Setup;
import drawbridge.inbound.trigger.entity.SetupForm;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.entity.TriggerSecret;
import drawbridge.workspace.entity.Workspace;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** An immutable snapshot of all triggers, by the digests of their URL ids. */
public final class TriggerSnapshot {

  /** The id of a URL and the trigger that it belongs to. */
  record Address(TriggerSecret secret, MatchedTrigger matched) {}

  private final Map<String, Address> addresses = new HashMap<>();
  private final Map<String, MatchedTrigger> triggers = new HashMap<>();

  /**
   * @param all pairs of {@link Trigger} and {@link Workspace}
   * @param previous provides parsed setups of triggers that have not changed
   */
  TriggerSnapshot(
      List<Object[]> all, List<TriggerSecret> secrets, Optional<TriggerSnapshot> previous) {
    Map<String, List<TriggerSecret>> byTrigger =
        secrets.stream().collect(Collectors.groupingBy(TriggerSecret::triggerId));
    for (Object[] pair : all) {
      Trigger trigger = (Trigger) pair[0];
      MatchedTrigger matched =
          new MatchedTrigger(
              (Workspace) pair[1],
              trigger,
              setup(trigger, previous),
              byTrigger.getOrDefault(trigger.id(), List.of()));
      triggers.put(trigger.id(), matched);
      matched.secrets().stream()
          .filter(secret -> secret.digest() != null)
          .forEach(secret -> addresses.put(secret.digest(), new Address(secret, matched)));
    }
  }

  /** Returns the URL id with this digest, if its trigger is in the workspace and it is valid. */
  Optional<Address> find(String workspace, String digest, Instant now) {
    return Optional.ofNullable(addresses.get(digest))
        .filter(address -> address.secret.isValidAt(now))
        .filter(address -> address.matched.workspace().name().equals(workspace));
  }

  private static Setup setup(Trigger trigger, Optional<TriggerSnapshot> previous) {
    return previous
        .map(snapshot -> snapshot.triggers.get(trigger.id()))
        .filter(matched -> matched.trigger().rowVersion() == trigger.rowVersion())
        .map(MatchedTrigger::setup)
        .orElseGet(() -> SetupForm.stored(trigger.setup()));
  }
}
