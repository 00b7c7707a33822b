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
 * Changes workspaces and their secrets for operators. Each change is one transaction. Changes apply
 * to authentication on this node at return, and on other nodes within two seconds.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class WorkspaceCommands {

  private static final System.Logger LOG = System.getLogger(WorkspaceCommands.class.getName());
  private static final int REMOVALS = 6;

  /** Serializes creations on this node, so that a taken name is found before the insert. */
  private static final Lock CREATING = new ReentrantLock();

  @Inject Workspaces workspaces;
  @Inject Ledger ledger;
  @Inject WorkspaceLocks locks;
  @Inject WorkspaceAuthenticator authenticator;
  @Inject AuditedCommands commands;

  /** Creates a workspace. Empty when the name is taken, also by a concurrent call. */
  public Optional<Workspace> create(String name, String secret) {
    return commands.make(
        Change.of(AdminActions.WORKSPACE_CREATE, null, name),
        () -> createSerially(name, secret),
        Optional::isPresent);
  }

  private Optional<Workspace> createSerially(String name, String secret) {
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
   * Removes a workspace with its workflows, triggers, runs and secrets. {@link WorkspaceLocks}
   * blocks intake during the check and the removal, so no accepted run is lost.
   *
   * @param force removes unfinished runs too; running ones stop at their next step
   * @return false when runs are unfinished and {@code force} is false; nothing is removed then
   */
  public boolean remove(Workspace workspace, boolean force) {
    String id = workspace.id();
    BooleanSupplier removal =
        () -> workspaces.removeIf(id, () -> force || !ledger.hasUnfinished(id));
    boolean isRemoved =
        commands.make(
            Change.of(AdminActions.WORKSPACE_REMOVE, id, workspace.name())
                .saying(force ? "with unfinished runs" : "unless runs are unfinished"),
            () -> locks.remove(id, () -> retried(removal)),
            Boolean::booleanValue);
    authenticator.forget();
    return isRemoved;
  }

  /**
   * Tries a removal up to {@link #REMOVALS} times. PostgreSQL may end it when it deadlocks with a
   * bulk replay on another node.
   */
  private static boolean retried(BooleanSupplier removal) {
    for (int left = REMOVALS; left > 1; left--) {
      try {
        return removal.getAsBoolean();
      } catch (EJBException e) {
        LOG.log(System.Logger.Level.DEBUG, "removal of a workspace failed; will retry", e);
      }
    }
    return removal.getAsBoolean();
  }

  /** Adds a secret and returns its id. The others stay valid for the overlap. */
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

  /** Removes a secret at once. Returns false when the workspace has no such secret. */
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
