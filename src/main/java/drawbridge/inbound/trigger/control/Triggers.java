package drawbridge.inbound.trigger.control;

import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.entity.TriggerSecret;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Finds triggers, and changes what needs no secret. Who changes something tells {@link
 * TriggerLookup} after the commit. New setups and secrets: {@link TriggerSecrets}, {@link
 * TriggerSaving}.
 */
@Stateless
public class Triggers {

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject Clock clock;

  /** A workspace's trigger of this name. */
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

  /** A workspace's triggers, by name. */
  public List<Trigger> of(String workspaceId) {
    return entities
        .createQuery(
            "select t from Trigger t where t.workspaceId = :workspace order by t.name",
            Trigger.class)
        .setParameter("workspace", workspaceId)
        .getResultList();
  }

  /** Secrets of a trigger, oldest first; retired ones too. */
  public List<TriggerSecret> secrets(String triggerId) {
    return entities
        .createQuery(
            "select s from TriggerSecret s where s.triggerId = :trigger order by s.id",
            TriggerSecret.class)
        .setParameter("trigger", triggerId)
        .getResultList();
  }

  /** Secrets of all triggers of a workspace, oldest first; retired ones too. */
  public List<TriggerSecret> secretsIn(String workspaceId) {
    return entities
        .createQuery(
            "select s from TriggerSecret s where s.triggerId in"
                + " (select t.id from Trigger t where t.workspaceId = :workspace) order by s.id",
            TriggerSecret.class)
        .setParameter("workspace", workspaceId)
        .getResultList();
  }

  /** Takes requests again, or answers 410; idempotent. False when there is no such trigger. */
  public boolean enable(String workspaceId, String name, boolean isEnabled) {
    Optional<Trigger> trigger = find(workspaceId, name);
    trigger.ifPresent(it -> it.enable(isEnabled, clock.instant()));
    return trigger.isPresent();
  }

  /** Removes it with its addresses and secrets; false when there is no such trigger. */
  public boolean remove(String workspaceId, String name) {
    Optional<Trigger> trigger = find(workspaceId, name);
    trigger.ifPresent(entities::remove);
    return trigger.isPresent();
  }

  /**
   * All triggers with their secrets, as they are now; what {@code before} read is not read again.
   */
  public TriggerSnapshot register(Optional<TriggerSnapshot> before) {
    return new TriggerSnapshot(
        entities
            .createQuery(
                "select t, w from Trigger t, Workspace w where w.id = t.workspaceId",
                Object[].class)
            .getResultList(),
        entities.createQuery("select s from TriggerSecret s", TriggerSecret.class).getResultList(),
        before);
  }
}
