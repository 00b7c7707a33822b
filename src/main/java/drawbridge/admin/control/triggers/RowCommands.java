package drawbridge.admin.control.triggers;

import drawbridge.admin.control.WorkspaceMutex;
import drawbridge.inbound.trigger.control.OwnRows;
import drawbridge.inbound.trigger.control.TriggerLookup;
import drawbridge.inbound.trigger.control.saving.RowConflicts;
import drawbridge.inbound.trigger.control.saving.RowSaving;
import drawbridge.inbound.trigger.entity.ProviderRow;
import drawbridge.inbound.trigger.entity.ProviderRow.Kind;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.operator.control.AuditedCommands;
import drawbridge.operator.entity.Action;
import drawbridge.operator.entity.Change;
import drawbridge.operator.entity.Role;
import drawbridge.platform.Fault;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.provider.OwnName;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Lists and changes the rows of a workspace for operators. Each change is one transaction. Changes
 * apply to triggers on this node at return, and on other nodes within two seconds.
 */
@Stateless
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RowCommands {

  private static final Action SAVE = new Action("provider-row.save", Role.ADMIN);
  private static final Action REMOVE = new Action("provider-row.remove", Role.ADMIN);
  private static final Action ENABLE = new Action("provider-row.enable", Role.ADMIN);
  private static final Action DISABLE = new Action("provider-row.disable", Role.ADMIN);

  @Inject RowSaving saving;
  @Inject RowConflicts conflicts;
  @Inject OwnRows rows;
  @Inject TriggerLookup lookup;
  @Inject AuditedCommands commands;

  /**
   * A row.
   *
   * @param users the names of the triggers that use it, sorted
   * @param faults why this version cannot read it; empty when it can
   */
  public record RowLine(ProviderRow row, List<String> users, List<Fault> faults) {
    public RowLine {
      users = List.copyOf(users);
      faults = List.copyOf(faults);
    }

    /** Returns why the triggers of the row refuse requests, in one text. */
    public Optional<String> warning() {
      return faults.isEmpty()
          ? Optional.empty()
          : Optional.of(
              faults.stream()
                  .map(Fault::inWords)
                  .collect(
                      Collectors.joining(
                          "; ",
                          "Its triggers refuse all requests: this version cannot read the row (",
                          "). Upgrade this node, or save the row under another name and name that in its"
                              + " triggers.")));
    }
  }

  /** Returns the rows of a workspace, by kind and name. */
  public List<RowLine> in(String workspaceId) {
    return rows.of(workspaceId).stream().map(this::line).toList();
  }

  /** Returns a row. */
  public Optional<RowLine> find(String workspaceId, Kind kind, String name) {
    return rows.find(workspaceId, kind, name).map(this::line);
  }

  /** Returns what the name of a row must be, when it is not; empty when it is valid. */
  public static Optional<String> faultOfName(String name) {
    return OwnName.faultOf(name);
  }

  /** Returns every fault of a row, with pointers relative to the row; none when it is valid. */
  public List<Fault> faultsOf(Kind kind, String name, JsonObject content) {
    return rows.faultsOf(kind, name, content);
  }

  private RowLine line(ProviderRow row) {
    List<Trigger> users = conflicts.users(row.workspaceId(), row.kind(), row.reference());
    return new RowLine(
        row,
        users.stream().map(Trigger::name).toList(),
        rows.faultsOf(row.kind(), row.name(), JsonBinding.stored(row.content())));
  }

  /**
   * Creates a row, or replaces the content of the row with this name.
   *
   * @param content a valid row
   */
  public RowSaving.Changed save(String workspaceId, Kind kind, String name, JsonObject content) {
    return change(
        SAVE, workspaceId, kind, name, () -> saving.save(workspaceId, kind, name, content));
  }

  /** Enables or disables a row. Idempotent. */
  public RowSaving.Changed enable(String workspaceId, Kind kind, String name, boolean isEnabled) {
    return change(
        isEnabled ? ENABLE : DISABLE,
        workspaceId,
        kind,
        name,
        () -> saving.enable(workspaceId, kind, name, isEnabled));
  }

  /** Removes a row, unless triggers name it. */
  public RowSaving.Changed remove(String workspaceId, Kind kind, String name) {
    return change(REMOVE, workspaceId, kind, name, () -> saving.remove(workspaceId, kind, name));
  }

  private RowSaving.Changed change(
      Action action, String workspaceId, Kind kind, String name, Supplier<RowSaving.Changed> work) {
    Change change = Change.of(action, workspaceId, name).saying(kind.label());
    try {
      return commands.make(
          change, () -> WorkspaceMutex.in(workspaceId, work), changed -> changed.row().isPresent());
    } finally {
      lookup.forget();
    }
  }
}
