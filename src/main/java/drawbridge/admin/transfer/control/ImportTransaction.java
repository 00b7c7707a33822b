package drawbridge.admin.transfer.control;

import drawbridge.admin.control.Definitions;
import drawbridge.admin.control.triggers.TriggerCommands;
import drawbridge.admin.transfer.control.ImportResult.Change;
import drawbridge.admin.transfer.control.ImportResult.Effect;
import drawbridge.admin.transfer.entity.Archive;
import drawbridge.admin.transfer.entity.ArchiveContents;
import drawbridge.admin.transfer.entity.ArchiveContents.Brought;
import drawbridge.admin.transfer.entity.TriggerText;
import drawbridge.inbound.trigger.control.NeededSecrets;
import drawbridge.inbound.trigger.control.TriggerSaving;
import drawbridge.inbound.trigger.control.TriggerSecrets;
import drawbridge.inbound.trigger.control.Triggers;
import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.entity.SetupForm;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.platform.Fault;
import drawbridge.provider.vault.Keyring;
import drawbridge.workflow.control.Catalogue;
import drawbridge.workflow.entity.WorkflowVersion;
import jakarta.annotation.Resource;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Applies an import in one transaction. Validates all files before the first write, and each
 * trigger against the others as it is written. Rolls back after a fault.
 */
@Stateless
public class ImportTransaction {

  @Inject Catalogue catalogue;
  @Inject Exports exports;
  @Inject Triggers triggers;
  @Inject TriggerSaving saving;
  @Inject TriggerSecrets secrets;
  @Inject Keyring keys;
  @Resource SessionContext context;

  /**
   * Creates and changes the workflows and triggers of the files.
   *
   * @param mayWrite false for the same result without a change
   */
  public ImportResult process(String workspaceId, Archive archive, boolean mayWrite) {
    List<Fault> faults = new ArrayList<>();
    ArchiveContents contents = ArchiveContents.of(archive, faults);
    contents.workflows().forEach(file -> check(file, faults));
    contents.triggers().forEach(file -> check(workspaceId, file, contents, faults));
    if (!faults.isEmpty()) {
      return new ImportResult.Faulty(faults);
    }
    if (keys.isEmpty()
        && contents.triggers().stream()
            .anyMatch(file -> triggers.find(workspaceId, file.name()).isEmpty())) {
      return new ImportResult.NoKey();
    }
    List<Change> changes = new ArrayList<>();
    contents.workflows().forEach(file -> changes.add(workflow(workspaceId, file, mayWrite)));
    contents.triggers().forEach(file -> changes.add(trigger(workspaceId, file, faults)));
    if (!faults.isEmpty() || !mayWrite) {
      context.setRollbackOnly();
    }
    return faults.isEmpty() ? new ImportResult.Done(changes) : new ImportResult.Faulty(faults);
  }

  private void check(Brought<String> file, List<Fault> faults) {
    Definitions.faultOfName(file.name())
        .ifPresent(fault -> faults.add(Fault.at("", fault).in(file.path())));
    catalogue
        .check(file.content(), file.place().format())
        .forEach(fault -> faults.add(fault.in(file.path())));
  }

  private void check(
      String workspaceId, Brought<TriggerText> file, ArchiveContents contents, List<Fault> faults) {
    TriggerCommands.faultOfName(file.name())
        .ifPresent(fault -> faults.add(Fault.at("", fault).in(file.path())));
    file.content()
        .setup()
        .starts()
        .references()
        .forEach(
            (pointer, workflow) -> {
              if (!isKnown(workspaceId, workflow, contents)) {
                faults.add(
                    Fault.at(pointer, "names no workflow of this export or workspace")
                        .in(file.path()));
              }
            });
  }

  private boolean isKnown(String workspaceId, String workflow, ArchiveContents contents) {
    return contents.workflows().stream().anyMatch(it -> it.name().equals(workflow))
        || (Definitions.faultOfName(workflow).isEmpty()
            && catalogue.find(workspaceId, workflow).isPresent());
  }

  private Change workflow(String workspaceId, Brought<String> file, boolean mayWrite) {
    Effect effect =
        catalogue
            .find(workspaceId, file.name())
            .filter(known -> known.name().equals(file.name()))
            .map(catalogue::current)
            .map(current -> isSame(current, file) ? Effect.UNCHANGED : Effect.CHANGED)
            .orElse(Effect.CREATED);
    if (mayWrite && effect != Effect.UNCHANGED) {
      var unused = catalogue.save(workspaceId, file.name(), file.content(), file.place().format());
    }
    return new Change(file.path(), effect, List.of());
  }

  private static boolean isSame(WorkflowVersion current, Brought<String> file) {
    return current.source().equals(file.content())
        && Definitions.format(current) == file.place().format();
  }

  private Change trigger(String workspaceId, Brought<TriggerText> file, List<Fault> faults) {
    TriggerText text = file.content();
    Optional<Trigger> known = triggers.find(workspaceId, file.name());
    Effect effect =
        known
            .map(it -> exports.text(it).text().equals(text.text()))
            .map(isSame -> isSame ? Effect.UNCHANGED : Effect.CHANGED)
            .orElse(Effect.CREATED);
    List<Purpose> missing =
        new NeededSecrets(text.setup(), known.map(it -> SetupForm.stored(it.setup())))
            .missing(purpose -> known.filter(it -> secrets.has(it, purpose)).isPresent());
    if (effect != Effect.UNCHANGED) {
      saving
          .saveBare(workspaceId, file.name(), text.setup())
          .faults()
          .forEach(fault -> faults.add(fault.in(file.path())));
      var unused = triggers.enable(workspaceId, file.name(), text.isEnabled());
    }
    return new Change(file.path(), effect, missing);
  }
}
