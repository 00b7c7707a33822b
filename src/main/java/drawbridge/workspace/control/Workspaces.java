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
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Makes, finds and removes workspaces and their secrets. Who changes something tells {@link
 * WorkspaceAuthenticator} after the commit.
 */
@Stateless
public class Workspaces {

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject Clock clock;

  /** A new workspace with its first secret; empty when the name is taken. */
  public Optional<Workspace> create(String name, String secret) {
    if (find(name).isPresent()) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    Workspace workspace = new Workspace(Ids.next(now.toEpochMilli()), name, now);
    entities.persist(workspace);
    entities.flush(); // the secret refers to it, and JPA does not know
    addSecret(workspace, secret, now);
    return Optional.of(workspace);
  }

  /** The workspace of this name. */
  public Optional<Workspace> find(String name) {
    return entities
        .createQuery("select w from Workspace w where w.name = :name", Workspace.class)
        .setParameter("name", name)
        .getResultStream()
        .findFirst();
  }

  /** All of them, by name. */
  public List<Workspace> all() {
    return entities
        .createQuery("select w from Workspace w order by w.name", Workspace.class)
        .getResultList();
  }

  /**
   * Removes it with all it owns, if it may go. From the question to the end of the transaction the
   * workspace's row is locked: no other node of a PostgreSQL can record a run for it.
   *
   * @return false when it may not go; true when it is gone
   */
  public boolean removeIf(String id, BooleanSupplier mayGo) {
    Workspace workspace = entities.find(Workspace.class, id, LockModeType.PESSIMISTIC_WRITE);
    if (workspace == null) {
      return true;
    }
    if (!mayGo.getAsBoolean()) {
      return false;
    }
    entities.remove(workspace);
    return true;
  }

  /**
   * A new secret; the others stay valid for the overlap.
   *
   * @return the new secret's id
   */
  public String rotate(Workspace workspace, String secret, Duration overlap) {
    Instant now = clock.instant();
    secrets(workspace.id()).forEach(old -> old.retireAt(now.plus(overlap)));
    return addSecret(workspace, secret, now);
  }

  /** Secrets of a workspace, oldest first; retired ones too. */
  public List<InboundSecret> secrets(String workspaceId) {
    return entities
        .createQuery(
            "select s from InboundSecret s where s.workspaceId = :workspace order by s.id",
            InboundSecret.class)
        .setParameter("workspace", workspaceId)
        .getResultList();
  }

  /** All workspaces and their secrets, as they are now. */
  public SecretSnapshot snapshot() {
    return new SecretSnapshot(
        all(),
        entities.createQuery("select s from InboundSecret s", InboundSecret.class).getResultList());
  }

  /** Removes a secret at once; false when the workspace has no such secret. */
  public boolean removeSecret(Workspace workspace, String id) {
    InboundSecret secret = entities.find(InboundSecret.class, id);
    if (secret == null || !secret.workspaceId().equals(workspace.id())) {
      return false;
    }
    entities.remove(secret);
    return true;
  }

  /** Notes when secrets were last used; written now and then, not for every request. */
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
