package drawbridge.admin.transfer.control;

import drawbridge.admin.control.WorkspaceMutex;
import drawbridge.admin.transfer.entity.Archive;
import drawbridge.inbound.trigger.control.TriggerLookup;
import drawbridge.operator.control.AuditedCommands;
import drawbridge.operator.entity.Action;
import drawbridge.operator.entity.Change;
import drawbridge.operator.entity.Role;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/**
 * Brings exports into a workspace as operators ask for it, whoever else changes something there.
 * This node's addresses know of it as soon as the call returns; other nodes within two seconds.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Imports {

  private static final Action IMPORT = new Action("workspace.import", Role.ADMIN);

  @Inject ImportTransaction importing;
  @Inject AuditedCommands commands;
  @Inject TriggerLookup addresses;

  /** Makes and changes what the files say, and removes nothing; all of it, or nothing. */
  public ImportResult bring(String workspaceId, Archive archive) {
    try {
      return commands.make(
          Change.of(IMPORT, workspaceId, "workflows and triggers"),
          () -> WorkspaceMutex.in(workspaceId, () -> importing.bring(workspaceId, archive)),
          ImportResult.Done.class::isInstance);
    } finally {
      addresses.forget();
    }
  }

  /** What {@link #bring} would do; writes nothing. */
  public ImportResult check(String workspaceId, Archive archive) {
    return importing.check(workspaceId, archive);
  }
}
