package drawbridge.admin.transfer.control;

import drawbridge.admin.control.Definitions;
import drawbridge.admin.control.triggers.TriggerCommands;
import drawbridge.admin.transfer.control.ImportResult.Change;
import drawbridge.admin.transfer.control.ImportResult.Effect;
import drawbridge.admin.transfer.entity.Archive;
import drawbridge.admin.transfer.entity.ArchiveContents;
import drawbridge.admin.transfer.entity.ArchiveContents.Brought;
import drawbridge.admin.transfer.entity.ArchiveContents.BroughtRow;
import drawbridge.admin.transfer.entity.RowText;
import drawbridge.admin.transfer.entity.TriggerText;
import drawbridge.inbound.trigger.control.OwnRows;
import drawbridge.inbound.trigger.control.Triggers;
import drawbridge.inbound.trigger.control.saving.NeededSecrets;
import drawbridge.inbound.trigger.control.saving.RowSaving;
import drawbridge.inbound.trigger.control.saving.SharedSecrets;
import drawbridge.inbound.trigger.control.saving.TriggerSaving;
import drawbridge.inbound.trigger.control.saving.TriggerSecrets;
import drawbridge.inbound.trigger.entity.ProviderRow;
import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.setup.ProviderRows;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.inbound.trigger.setup.StoredSetup;
import drawbridge.platform.Fault;
import drawbridge.platform.compute.TooLong;
import drawbridge.provider.OwnName;
import drawbridge.provider.vault.Keyring;
import drawbridge.workflow.control.Catalogue;
import drawbridge.workflow.entity.WorkflowVersion;
import jakarta.annotation.Resource;
import jakarta.ejb.SessionContext;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

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
  @Inject OwnRows rows;
  @Inject RowSaving rowSaving;
  @Inject TriggerSecrets secrets;
  @Inject SharedSecrets shared;
  @Inject Keyring keys;
  @Resource SessionContext context;

  /**
   * Creates and changes the rows, workflows and triggers of the files.
   *
   * @param mayWrite false for the same result without a change
   */
  public ImportResult process(String workspaceId, Archive archive, boolean mayWrite) {
    try {
      return processed(workspaceId, archive, mayWrite);
    } catch (TooLong e) { // of a check, which has a limit
      context.setRollbackOnly();
      return new ImportResult.Faulty(List.of(Fault.at("", TooLong.DETAIL)));
    }
  }

  private ImportResult processed(String workspaceId, Archive archive, boolean mayWrite) {
    shared.lock();
    List<Fault> faults = new ArrayList<>();
    ArchiveContents contents =
        ArchiveContents.of(archive, brought -> rowsAfter(workspaceId, brought), faults);
    contents.rows().forEach(file -> check(file, faults));
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
    changes.addAll(rows(workspaceId, contents, faults));
    if (faults.isEmpty()) { // otherwise triggers would miss their rows
      contents.triggers().forEach(file -> changes.add(trigger(workspaceId, file, faults)));
    }
    if (!faults.isEmpty() || !mayWrite) {
      context.setRollbackOnly();
    }
    return faults.isEmpty() ? new ImportResult.Done(changes) : new ImportResult.Faulty(faults);
  }

  /** Returns the rows of the workspace after the import, as if all were enabled. */
  private ProviderRows rowsAfter(String workspaceId, List<BroughtRow> brought) {
    List<ProviderRow> own = new ArrayList<>(rows.of(workspaceId));
    for (BroughtRow file : brought) {
      ProviderRow row =
          new ProviderRow(
              "",
              workspaceId,
              file.kind(),
              file.name(),
              file.content().content().toString(),
              Instant.EPOCH);
      own.removeIf(row::isNamedAs);
      own.add(row);
    }
    return rows.readWithDisabled(own);
  }

  private void check(BroughtRow file, List<Fault> faults) {
    OwnName.faultOf(file.name())
        .ifPresent(fault -> faults.add(Fault.at("", fault).in(file.path())));
    rows.faultsOf(file.kind(), file.name(), file.content().content())
        .forEach(fault -> faults.add(fault.in(file.path())));
  }

  private void check(Brought<String> file, List<Fault> faults) {
    Definitions.faultOfName(file.name())
        .ifPresent(fault -> faults.add(Fault.at("", fault).in(file.path())));
    catalogue
        .check(file.name(), new Catalogue.Text(file.content(), file.place().format()))
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
            .map(current -> effect(isSame(current, file)))
            .orElse(Effect.CREATED);
    Catalogue.Text text = new Catalogue.Text(file.content(), file.place().format());
    List<Fault> warnings = catalogue.warnings(workspaceId, file.name(), text);
    if (mayWrite && effect != Effect.UNCHANGED) {
      var unused = catalogue.save(workspaceId, file.name(), text.source(), text.format());
    }
    return new Change(file.path(), effect, List.of(), warnings);
  }

  private static boolean isSame(WorkflowVersion current, Brought<String> file) {
    return current.source().equals(file.content()) && current.format() == file.place().format();
  }

  /** Saves the rows and checks the triggers that keep their setups. */
  private List<Change> rows(String workspaceId, ArchiveContents contents, List<Fault> faults) {
    List<Change> changes = new ArrayList<>();
    Map<RowSaving.Given, String> changed = new LinkedHashMap<>();
    for (BroughtRow file : contents.rows()) {
      RowText text = file.content();
      Effect effect =
          rows.find(workspaceId, file.kind(), file.name())
              .map(known -> effect(RowText.of(known).text().equals(text.text())))
              .orElse(Effect.CREATED);
      if (effect != Effect.UNCHANGED) {
        changed.put(
            new RowSaving.Given(file.kind(), file.name(), text.content(), text.isEnabled()),
            file.path());
      }
      changes.add(new Change(file.path(), effect, List.of(), List.of()));
    }
    Map<String, Setup> later =
        contents.triggers().stream()
            .filter(file -> effect(workspaceId, file) != Effect.UNCHANGED)
            .collect(Collectors.toMap(Brought::name, file -> file.content().setup()));
    rowSaving
        .saveAll(workspaceId, List.copyOf(changed.keySet()), later)
        .forEach(
            (row, conflicts) ->
                conflicts.forEach(
                    conflict ->
                        faults.add(
                            Fault.at("", conflict.inWords()).in(changed.getOrDefault(row, "")))));
    return changes;
  }

  private static Effect effect(boolean isSame) {
    return isSame ? Effect.UNCHANGED : Effect.CHANGED;
  }

  private Effect effect(String workspaceId, Brought<TriggerText> file) {
    return triggers
        .find(workspaceId, file.name())
        .map(it -> effect(exports.text(it).text().equals(file.content().text())))
        .orElse(Effect.CREATED);
  }

  private Change trigger(String workspaceId, Brought<TriggerText> file, List<Fault> faults) {
    TriggerText text = file.content();
    Optional<Trigger> known = triggers.find(workspaceId, file.name());
    Effect effect = effect(workspaceId, file);
    List<Purpose> missing =
        new NeededSecrets(
                text.setup(), known.map(it -> StoredSetup.read(it.setup(), rows.in(workspaceId))))
            .missing(purpose -> known.filter(it -> secrets.has(it, purpose)).isPresent());
    if (effect != Effect.UNCHANGED) {
      saving
          .saveBare(workspaceId, file.name(), text.setup())
          .faults()
          .forEach(fault -> faults.add(fault.in(file.path())));
      var unused = triggers.enable(workspaceId, file.name(), text.isEnabled());
    }
    return new Change(file.path(), effect, missing, List.of());
  }
}
