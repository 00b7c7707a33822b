package drawbridge.admin.issue.control;

import drawbridge.operator.control.AuditedCommands;
import drawbridge.operator.control.CurrentOperator;
import drawbridge.operator.entity.Action;
import drawbridge.operator.entity.Change;
import drawbridge.operator.entity.Role;
import drawbridge.run.control.issue.IssueLedger;
import drawbridge.run.control.issue.IssueLedger.Changed;
import drawbridge.run.entity.IssueState;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Changes the states of issues for operators. Records each change in the audit log. */
@ApplicationScoped
public class IssueCommands {

  private static final Map<IssueState, Action> ACTIONS =
      Map.of(
          IssueState.OPEN, new Action("issue.open", Role.OPERATOR),
          IssueState.ACKNOWLEDGED, new Action("issue.acknowledge", Role.OPERATOR),
          IssueState.RESOLVED, new Action("issue.resolve", Role.OPERATOR));

  @Inject IssueLedger issues;
  @Inject AuditedCommands commands;
  @Inject CurrentOperator currentOperator;

  /**
   * Changes the state of an issue; see {@link IssueLedger#change}.
   *
   * @param id an id, in lower case
   * @param version that the operator saw; empty to change any
   */
  public Changed change(String workspaceId, String id, IssueState next, Optional<Long> version) {
    return commands.make(
        Change.of(Objects.requireNonNull(ACTIONS.get(next)), workspaceId, id),
        () -> issues.change(workspaceId, id, next, version, currentOperator.person().name()),
        changed -> changed == Changed.YES);
  }
}
