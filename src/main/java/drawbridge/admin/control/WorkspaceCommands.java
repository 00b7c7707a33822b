package drawbridge.admin.control;

import drawbridge.operator.control.AuditedCommands;
import drawbridge.operator.entity.Change;
import drawbridge.run.control.Ledger;
import drawbridge.workspace.control.WorkspaceAuthenticator;
import drawbridge.workspace.control.WorkspaceLocks;
import drawbridge.workspace.control.Workspaces;
import drawbridge.workspace.entity.Workspace;
import jakarta.ejb.EJBException;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;

/**
 * Changes of workspaces and secrets as operators ask for them. Every change is a transaction of its
 * own, and this node's door knows of it as soon as the call returns; other nodes within two
 * seconds.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class WorkspaceCommands {

  private static final System.Logger LOG = System.getLogger(WorkspaceCommands.class.getName());
  private static final int REMOVALS = 6;

  /** Two of one name on this node: the second finds the first, and no insert fails. */
  private static final Lock CREATING = new ReentrantLock();

  @Inject Workspaces workspaces;
  @Inject Ledger ledger;
  @Inject WorkspaceLocks stays;
  @Inject WorkspaceAuthenticator authenticator;
  @Inject AuditedCommands commands;

  /** A new workspace; empty when the name is taken, by however little. */
  public Optional<Workspace> create(String name, String secret) {
    return commands.make(
        Change.of(AdminActions.WORKSPACE_CREATE, null, name),
        () -> createInTurn(name, secret),
        Optional::isPresent);
  }

  private Optional<Workspace> createInTurn(String name, String secret) {
    CREATING.lock();
    try {
      return workspaces.create(name, secret);
    } catch (EJBException e) {
      if (workspaces.find(name).isPresent()) {
        return Optional.empty();
      }
      throw e;
    } finally {
      CREATING.unlock();
      authenticator.forget();
    }
  }

  /**
   * Removes a workspace with all it owns. A run that a sender was told of is not lost between the
   * question and the removal: see {@link WorkspaceLocks}.
   *
   * @param force even if runs are unfinished; those at work stop at their next step
   * @return false when runs are unfinished, and then nothing is removed
   */
  public boolean remove(Workspace workspace, boolean force) {
    String id = workspace.id();
    BooleanSupplier removal =
        () -> workspaces.removeIf(id, () -> force || !ledger.hasUnfinished(id));
    boolean isRemoved =
        commands.make(
            Change.of(AdminActions.WORKSPACE_REMOVE, id, workspace.name())
                .saying(force ? "with unfinished runs" : "unless runs are unfinished"),
            () -> stays.remove(id, () -> again(removal)),
            Boolean::booleanValue);
    authenticator.forget();
    return isRemoved;
  }

  /**
   * Of a removal and a bulk replay of another node that wait for each other crosswise PostgreSQL
   * ends one; the removal begins again, and is the one that goes on sooner or later.
   */
  private static boolean again(BooleanSupplier removal) {
    for (int left = REMOVALS; left > 1; left--) {
      try {
        return removal.getAsBoolean();
      } catch (EJBException e) {
        LOG.log(System.Logger.Level.DEBUG, "a removal begins again", e);
      }
    }
    return removal.getAsBoolean();
  }

  /** A new secret; the others stay valid for the overlap. Answers the new one's id. */
  public String rotate(Workspace workspace, String secret, Duration overlap) {
    String id =
        commands.make(
            Change.of(AdminActions.SECRET_ROTATE, workspace.id(), workspace.name())
                .saying("overlap " + overlap),
            () -> workspaces.rotate(workspace, secret, overlap),
            made -> true);
    authenticator.forget();
    return id;
  }

  /** Removes a secret at once; false when the workspace has no such secret. */
  public boolean removeSecret(Workspace workspace, String id) {
    boolean isRemoved =
        commands.make(
            Change.of(AdminActions.SECRET_REMOVE, workspace.id(), id),
            () -> workspaces.removeSecret(workspace, id),
            Boolean::booleanValue);
    authenticator.forget();
    return isRemoved;
  }
}
