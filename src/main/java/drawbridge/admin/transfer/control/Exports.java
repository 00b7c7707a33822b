package drawbridge.admin.transfer.control;

import drawbridge.admin.transfer.entity.Archive;
import drawbridge.admin.transfer.entity.ArchiveContents;
import drawbridge.admin.transfer.entity.ArchivePath;
import drawbridge.admin.transfer.entity.RowText;
import drawbridge.admin.transfer.entity.TriggerText;
import drawbridge.inbound.trigger.control.OwnRows;
import drawbridge.inbound.trigger.control.Triggers;
import drawbridge.inbound.trigger.entity.ProviderRow;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.inbound.trigger.setup.StoredSetup;
import drawbridge.workflow.control.Catalogue;
import drawbridge.workflow.entity.Workflow;
import drawbridge.workflow.entity.WorkflowVersion;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;

/** Exports the rows, workflows and triggers of a workspace as files. */
@Stateless
public class Exports {

  @Inject Catalogue catalogue;
  @Inject Triggers triggers;
  @Inject OwnRows rows;

  /**
   * Returns every row, the source of the current version of every workflow, and every trigger
   * without its secrets.
   */
  public Archive of(String workspaceId) {
    Archive archive = new Archive();
    archive.add(ArchivePath.own(), ArchiveContents.own());
    for (Workflow workflow : catalogue.all(workspaceId)) {
      WorkflowVersion current = catalogue.current(workflow);
      archive.add(ArchivePath.ofWorkflow(workflow.name(), current.format()), current.source());
    }
    for (ProviderRow row : rows.of(workspaceId)) {
      RowText text = RowText.of(row);
      archive.add(ArchivePath.ofRow(row.kind(), row.name(), text.format()), text.text());
    }
    for (Trigger trigger : triggers.of(workspaceId)) {
      TriggerText text = text(trigger);
      archive.add(ArchivePath.ofTrigger(trigger.name(), text.format()), text.text());
    }
    return archive;
  }

  /** Returns the exported form of a trigger. */
  public TriggerText text(Trigger trigger) {
    Setup setup = StoredSetup.read(trigger.setup(), rows.in(trigger.workspaceId()));
    Setup.Starts byName =
        setup
            .starts()
            .renamed(
                reference ->
                    catalogue
                        .find(trigger.workspaceId(), reference)
                        .map(Workflow::name)
                        .orElse(reference));
    return new TriggerText(setup.with(byName), !trigger.isDisabled());
  }
}
