package drawbridge.workspace.control;

import drawbridge.platform.Ids;
import drawbridge.workspace.entity.InboundSecret;
import drawbridge.workspace.entity.Workspace;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Creates, finds and removes workspaces and their secrets. Callers must call {@link
 * WorkspaceAuthenticator#forget} after the commit of a change.
 */
@Stateless
public class Workspaces {

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject Clock clock;

  /** Creates a workspace with its first secret; empty when the name is taken. */
  public Optional<Workspace> create(String name, String secret) {
    if (find(name).isPresent()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Workspace workspace = new Workspace(Ids.next(now.toEpochMilli()), name, now);
    entities.persist(workspace);
    entities.flush(); // a foreign key that is not mapped: the secret refers to the workspace
    addSecret(workspace, secret, now);
    return Optional.of(workspace);
  }

  public Optional<Workspace> find(String name) {
    return entities
        .createQuery("select w from Workspace w where w.name = :name", Workspace.class)
        .setParameter("name", name)
        .getResultStream()
        .findFirst();
  }

  /** Sets the names of headers that runs of the workspace do not see. */
  public void hideHeaders(Workspace workspace, Collection<String> names) {
    entities.find(Workspace.class, workspace.id()).hideHeaders(names);
  }

  /** Returns all workspaces, by name. */
  public List<Workspace> all() {
    return entities
        .createQuery("select w from Workspace w order by w.name", Workspace.class)
        .getResultList();
  }

  /**
   * Removes a workspace with everything it owns, if {@code isRemovable} returns true. Locks its row
   * from that check to the end of the transaction: on PostgreSQL, no node can record a run for it.
   *
   * @return false when it is not removable; true when it is removed or does not exist
   */
  public boolean removeIf(String id, BooleanSupplier isRemovable) {
    Workspace workspace = entities.find(Workspace.class, id, LockModeType.PESSIMISTIC_WRITE);
    if (workspace == null) {
      return true;
    }
    if (!isRemovable.getAsBoolean()) {
      return false;
    }
    entities.remove(workspace);
    return true;
  }

  /**
   * Adds a secret. The current ones stay valid for the overlap.
   *
   * @return the id of the new secret
   */
  public String rotate(Workspace workspace, String secret, Duration overlap) {
    Instant now = clock.instant();
    secrets(workspace.id()).forEach(old -> old.retireAt(now.plus(overlap)));
    return addSecret(workspace, secret, now);
  }

  /** Returns the secrets of a workspace, oldest first, including retired ones. */
  public List<InboundSecret> secrets(String workspaceId) {
    return entities
        .createQuery(
            "select s from InboundSecret s where s.workspaceId = :workspace order by s.id",
            InboundSecret.class)
        .setParameter("workspace", workspaceId)
        .getResultList();
  }

  public SecretSnapshot snapshot() {
    return new SecretSnapshot(
        all(),
        entities.createQuery("select s from InboundSecret s", InboundSecret.class).getResultList());
  }

  /** Removes a secret at once. False when the workspace has no such secret. */
  public boolean removeSecret(Workspace workspace, String id) {
    InboundSecret secret = entities.find(InboundSecret.class, id);
    if (secret == null || !secret.workspaceId().equals(workspace.id())) {
      return false;
    }
    entities.remove(secret);
    return true;
  }

  public void used(String secretId, Instant when) {
    entities
        .createQuery("update InboundSecret s set s.lastUsedAt = :when where s.id = :id")
        .setParameter("when", when)
        .setParameter("id", secretId)
        .executeUpdate();
  }

  private String addSecret(Workspace workspace, String secret, Instant now) {
    String id = Ids.next(now.toEpochMilli());
    entities.persist(new InboundSecret(id, workspace.id(), secret, now));
    return id;
  }
}
