package drawbridge.admin.control;

import drawbridge.inbound.trigger.control.TriggerLookup;
import drawbridge.operator.control.AuditedCommands;
import drawbridge.operator.entity.Action;
import drawbridge.operator.entity.Change;
import drawbridge.operator.entity.Role;
import drawbridge.provider.DeliveryPart;
import drawbridge.run.control.Ledger;
import drawbridge.run.control.Requests;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Changes workspaces and their secrets for operators. Each change is one transaction. Changes apply
 * to authentication on this node at return, and on other nodes within two seconds.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class WorkspaceCommands {

  /** The most headers that a workspace hides; all of their names fit into the column. */
  public static final int MOST_HIDDEN = 39;

  private static final Action CREATE = new Action("workspace.create", Role.ADMIN);
  private static final Action REMOVE = new Action("workspace.remove", Role.ADMIN);
  private static final Action HIDE = new Action("workspace.hide-headers", Role.ADMIN);
  private static final Action ROTATE = new Action("secret.rotate", Role.ADMIN);
  private static final Action REMOVE_SECRET = new Action("secret.remove", Role.ADMIN);

  private static final System.Logger LOG = System.getLogger(WorkspaceCommands.class.getName());
  private static final int REMOVALS = 6;

  @Inject Workspaces workspaces;
  @Inject Ledger ledger;
  @Inject Requests requests;
  @Inject WorkspaceLocks locks;
  @Inject WorkspaceAuthenticator authenticator;
  @Inject TriggerLookup lookup;
  @Inject AuditedCommands commands;

  /** Creates a workspace. Empty when the name is taken, also by a concurrent call. */
  public Optional<Workspace> create(String name, String secret) {
    return change(
        Change.of(CREATE, null, name),
        () -> WorkspaceMutex.in(name, () -> workspaces.create(name, secret)),
        Optional::isPresent);
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
    BooleanSupplier removal = () -> workspaces.removeIf(id, () -> isRemovable(id, force));
    return change(
        Change.of(REMOVE, id, workspace.name())
            .saying(force ? "with unfinished runs" : "unless runs are unfinished"),
        () -> locks.remove(id, () -> retried(removal)),
        Boolean::booleanValue);
  }

  /** Removes the rows of requests, which have no foreign key, in the same transaction. */
  private boolean isRemovable(String id, boolean force) {
    boolean isRemovable = force || !ledger.hasUnfinished(id);
    if (isRemovable) {
      requests.removeAll(id);
    }
    return isRemovable;
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

  /**
   * Returns why headers of these names cannot be hidden, in one sentence per fault; empty when they
   * can. A sentence names a header by its position.
   */
  public static List<String> faultsOfHiddenHeaders(List<String> names) {
    List<String> faults = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      if (!names.get(i).matches(DeliveryPart.TOKEN)) {
        faults.add(
            "Name %d must be a header name of 1 to 100 characters, without spaces and colons."
                .formatted(i + 1));
      }
    }
    if (names.size() > MOST_HIDDEN) {
      faults.add("At most " + MOST_HIDDEN + " names are allowed; remove some.");
    }
    return faults;
  }

  /** Sets the names of headers that runs of the workspace do not see (C9). */
  public void hideHeaders(Workspace workspace, List<String> names) {
    boolean unused =
        change(
            Change.of(HIDE, workspace.id(), workspace.name()).saying(names.size() + " headers"),
            () -> {
              workspaces.hideHeaders(workspace, names);
              return true;
            },
            Boolean::booleanValue);
    lookup.forget();
  }

  /** Adds a secret and returns its id. The others stay valid for the overlap. */
  public String rotate(Workspace workspace, String secret, Duration overlap) {
    return change(
        Change.of(ROTATE, workspace.id(), workspace.name()).saying("overlap " + overlap),
        () -> workspaces.rotate(workspace, secret, overlap),
        made -> true);
  }

  /** Removes a secret at once. Returns false when the workspace has no such secret. */
  public boolean removeSecret(Workspace workspace, String id) {
    return change(
        Change.of(REMOVE_SECRET, workspace.id(), id),
        () -> workspaces.removeSecret(workspace, id),
        Boolean::booleanValue);
  }

  private <T> T change(Change change, Supplier<T> work, Predicate<? super T> isMade) {
    try {
      return commands.make(change, work, isMade);
    } finally {
      authenticator.forget();
    }
  }
}
