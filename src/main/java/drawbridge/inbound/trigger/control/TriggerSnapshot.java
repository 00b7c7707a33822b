package drawbridge.inbound.trigger.control;

import drawbridge.inbound.trigger.entity.ProviderRow;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.entity.TriggerSecret;
import drawbridge.inbound.trigger.setup.ProviderRows;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.inbound.trigger.setup.StoredSetup;
import drawbridge.provider.signature.KeyHosts;
import drawbridge.workspace.entity.Workspace;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** An immutable snapshot of all triggers, by the digests of their URL ids. */
public final class TriggerSnapshot {

  private static final System.Logger LOG = System.getLogger(TriggerSnapshot.class.getName());

  /** The id of a URL and the trigger that it belongs to. */
  record Address(TriggerSecret secret, MatchedTrigger matched) {}

  private final Map<String, Address> addresses = new HashMap<>();
  private final Map<String, MatchedTrigger> triggers = new HashMap<>();
  private final Map<String, WorkspaceRows> rows = new HashMap<>();

  /** The rows of a workspace; {@code versions} tells them from changed ones. */
  private record WorkspaceRows(List<String> versions, ProviderRows rows) {

    static final WorkspaceRows NONE = new WorkspaceRows(List.of(), ProviderRows.builtIn());

    static WorkspaceRows of(
        List<ProviderRow> own, KeyHosts hosts, @Nullable WorkspaceRows previous) {
      List<String> versions =
          own.stream().map(row -> row.id() + " " + row.rowVersion()).sorted().toList();
      return previous != null && previous.versions.equals(versions)
          ? previous
          : new WorkspaceRows(versions, ProviderRows.with(own, hosts));
    }
  }

  /**
   * @param all pairs of {@link Trigger} and {@link Workspace}
   * @param own the rows of all workspaces
   * @param hosts from which they may fetch keys
   * @param previous provides parsed setups of triggers and rows that have not changed
   */
  TriggerSnapshot(
      List<Object[]> all,
      List<TriggerSecret> secrets,
      List<ProviderRow> own,
      KeyHosts hosts,
      Optional<TriggerSnapshot> previous) {
    own.stream()
        .collect(Collectors.groupingBy(ProviderRow::workspaceId))
        .forEach(
            (workspace, list) ->
                rows.put(
                    workspace,
                    WorkspaceRows.of(
                        list, hosts, previous.map(it -> it.rows.get(workspace)).orElse(null))));
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

  private Setup setup(Trigger trigger, Optional<TriggerSnapshot> previous) {
    WorkspaceRows known = rowsOf(trigger);
    return previous
        .filter(snapshot -> snapshot.rowsOf(trigger).versions.equals(known.versions))
        .map(snapshot -> snapshot.triggers.get(trigger.id()))
        .filter(matched -> matched.trigger().rowVersion() == trigger.rowVersion())
        .map(MatchedTrigger::setup)
        .orElseGet(() -> stored(trigger, known.rows));
  }

  private static Setup stored(Trigger trigger, ProviderRows rows) {
    Setup setup = StoredSetup.read(trigger.setup(), rows);
    setup
        .unreadable()
        .ifPresent(
            stored ->
                LOG.log(
                    System.Logger.Level.ERROR,
                    "trigger {0}: cannot read its setup: {1}; its requests get 503",
                    trigger.id(),
                    stored.why()));
    return setup;
  }

  private WorkspaceRows rowsOf(Trigger trigger) {
    return rows.getOrDefault(trigger.workspaceId(), WorkspaceRows.NONE);
  }
}
