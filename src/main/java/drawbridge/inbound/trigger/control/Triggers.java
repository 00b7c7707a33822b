package drawbridge.inbound.trigger.control;

import drawbridge.inbound.control.RefusedLedger;
import drawbridge.inbound.trigger.entity.ProviderRow;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.entity.TriggerSecret;
import drawbridge.platform.store.InstantColumn;
import drawbridge.provider.signature.KeyHosts;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Finds, enables, disables and removes triggers. Callers must call {@link TriggerLookup#forget}
 * after the commit of a change. {@code saving} makes all other changes.
 */
@Stateless
public class Triggers {

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject RefusedLedger refused;
  @Inject KeyHosts hosts;
  @Inject Clock clock;

  /** Returns the workspace's trigger with this name. */
  public Optional<Trigger> find(String workspaceId, String name) {
    return entities
        .createQuery(
            "select t from Trigger t where t.name = :name and t.workspaceId = :workspace",
            Trigger.class)
        .setParameter("name", name)
        .setParameter("workspace", workspaceId)
        .getResultStream()
        .findFirst();
  }

  /** Returns the workspace's triggers, by name. */
  public List<Trigger> of(String workspaceId) {
    return entities
        .createQuery(
            "select t from Trigger t where t.workspaceId = :workspace order by t.name",
            Trigger.class)
        .setParameter("workspace", workspaceId)
        .getResultList();
  }

  /** Returns the secrets of a trigger, oldest first, including retired ones. */
  public List<TriggerSecret> secrets(String triggerId) {
    return entities
        .createQuery(
            "select s from TriggerSecret s where s.triggerId = :trigger order by s.id",
            TriggerSecret.class)
        .setParameter("trigger", triggerId)
        .getResultList();
  }

  /** Returns the secrets of all triggers of a workspace, oldest first, including retired ones. */
  public List<TriggerSecret> secretsIn(String workspaceId) {
    return entities
        .createQuery(
            "select s from TriggerSecret s where s.triggerId in"
                + " (select t.id from Trigger t where t.workspaceId = :workspace) order by s.id",
            TriggerSecret.class)
        .setParameter("workspace", workspaceId)
        .getResultList();
  }

  /** Enables or disables a trigger; idempotent. False when there is no such trigger. */
  public boolean enable(String workspaceId, String name, boolean isEnabled) {
    Optional<Trigger> trigger = find(workspaceId, name);
    trigger.ifPresent(it -> it.enable(isEnabled, clock.instant()));
    return trigger.isPresent();
  }

  /** Removes a trigger with its secrets. False when there is no such trigger. */
  public boolean remove(String workspaceId, String name) {
    Optional<Trigger> trigger = find(workspaceId, name);
    trigger.ifPresent(
        it -> {
          refused.removeOf(it.id());
          entities.remove(it);
        });
    return trigger.isPresent();
  }

  /** Reads all triggers with their secrets. Reuses the unchanged setups of a previous snapshot. */
  public TriggerSnapshot snapshot(Optional<TriggerSnapshot> previous) {
    return new TriggerSnapshot(
        entities
            .createQuery(
                "select t, w from Trigger t, Workspace w where w.id = t.workspaceId",
                Object[].class)
            .getResultList(),
        entities.createQuery("select s from TriggerSecret s", TriggerSecret.class).getResultList(),
        entities.createQuery("select r from ProviderRow r", ProviderRow.class).getResultList(),
        hosts,
        previous);
  }

  /** Stores last requests by trigger. Keeps a later one that another node has stored. */
  public void seen(SortedMap<String, TriggerUsage.LastCall> triggers) {
    triggers.forEach(
        (id, call) ->
            entities
                .createNativeQuery(
                    "update trigger set last_seen_at = ?1, last_outcome = ?2"
                        + " where id = ?3 and (last_seen_at is null or last_seen_at <= ?1)")
                .setParameter(1, InstantColumn.micros(call.when()))
                .setParameter(2, call.outcome())
                .setParameter(3, id)
                .executeUpdate());
  }

  /** Stores the ends of subscriptions by trigger. */
  public void leased(SortedMap<String, TriggerUsage.Lease> triggers) {
    triggers.forEach(
        (id, lease) ->
            entities
                .createNativeQuery("update trigger set lease_until = nullif(?1, 0) where id = ?2")
                .setParameter(1, lease.end().map(InstantColumn::micros).orElse(0L))
                .setParameter(2, id)
                .executeUpdate());
  }

  /** Stores last uses by secret. Keeps a later one that another node has stored. */
  public void used(SortedMap<String, Instant> secrets) {
    secrets.forEach(
        (id, when) ->
            entities
                .createNativeQuery(
                    "update trigger_secret set last_used_at = ?1"
                        + " where id = ?2 and (last_used_at is null or last_used_at < ?1)")
                .setParameter(1, InstantColumn.micros(when))
                .setParameter(2, id)
                .executeUpdate());
  }
}
