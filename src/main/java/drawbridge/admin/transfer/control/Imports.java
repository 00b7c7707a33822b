package drawbridge.admin.transfer.control;

import drawbridge.admin.control.WorkspaceMutex;
import drawbridge.admin.transfer.entity.Archive;
import drawbridge.inbound.trigger.control.TriggerLookup;
import drawbridge.operator.control.AuditedCommands;
import drawbridge.operator.entity.Action;
import drawbridge.operator.entity.Change;
import drawbridge.operator.entity.Role;
import drawbridge.platform.Fault;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;

/**
 * Imports files into a workspace for operators. Serializes changes of a workspace on this node. New
 * addresses are valid on this node at return, and on other nodes within two seconds.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Imports {

  private static final System.Logger LOG = System.getLogger(Imports.class.getName());
  private static final Action IMPORT = new Action("workspace.import", Role.ADMIN);

  @Inject ImportTransaction importing;
  @Inject AuditedCommands commands;
  @Inject TriggerLookup addresses;

  /**
   * Creates and changes the workflows and triggers of the files; removes nothing. Applies all files
   * or none.
   */
  public ImportResult bring(String workspaceId, Archive archive) {
    try {
      ImportResult imported =
          commands.make(
              Change.of(IMPORT, workspaceId, "workflows and triggers"),
              () ->
                  WorkspaceMutex.in(
                      workspaceId, () -> importing.process(workspaceId, archive, true)),
              ImportResult.Done.class::isInstance);
      logWarnings(imported);
      return imported;
    } finally {
      addresses.forget();
    }
  }

  private static void logWarnings(ImportResult imported) {
    if (imported instanceof ImportResult.Done done) {
      for (ImportResult.Change change : done.changes()) {
        for (Fault warning : change.warnings()) {
          LOG.log(
              System.Logger.Level.WARNING,
              "imported workflow file {0}",
              warning.in(change.file()).inWords());
        }
      }
    }
  }

  /** Returns the result of {@link #bring}. Writes nothing. */
  public ImportResult check(String workspaceId, Archive archive) {
    return WorkspaceMutex.in(workspaceId, () -> importing.process(workspaceId, archive, false));
  }
}
