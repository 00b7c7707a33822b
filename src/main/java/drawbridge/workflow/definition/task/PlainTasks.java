package drawbridge.workflow.definition.task;

import drawbridge.expression.ValuePosition;
import drawbridge.workflow.definition.component.CompileContext;
import drawbridge.workflow.definition.component.Components;
import drawbridge.workflow.definition.component.Errors;
import drawbridge.workflow.definition.source.DefinitionNode;
import drawbridge.workflow.definition.source.NodeMembers;
import drawbridge.workflow.definition.task.Flows.Siblings;
import drawbridge.workflow.model.TaskBody;
import drawbridge.workflow.model.TaskBody.Switch.Case;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Compiles tasks without external effects: set, switch, wait, raise. */
record PlainTasks(CompileContext context, Components components) {

  private static final String CASE = "an object with one member: the case's name";

  TaskBody set(NodeMembers task) {
    DefinitionNode set = task.require("set", "an object");
    if (set.isObject() && set.json().isEmpty()) {
      set.fault("empty; must have at least one member");
    } else if (set.isText() && !set.hasReferences()) {
      set.fault("text must be one expression, ${ … } or {{…}}; or give an object");
    }
    if (!set.isObject() && !set.isText()) {
      set.wrongType("an object, or one expression that gives one");
    }
    return new TaskBody.Set(context.value(set, ValuePosition.ORDINARY));
  }

  /** The default case is tried last, wherever it is listed (X8). */
  TaskBody choose(NodeMembers task, Siblings siblings) {
    List<Case> cases = new ArrayList<>();
    List<Case> otherwise = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (DefinitionNode item : task.require("switch", "cases").elements("a list of cases")) {
      Flows.single(
          item,
          CASE,
          (name, body) -> {
            Case one = oneCase(name, body, siblings);
            (one.when().isPresent() ? cases : otherwise).add(one);
            if (!names.add(name)) {
              body.fault("this switch has another case `" + name + "`; rename one");
            }
            if (one.when().isEmpty() && otherwise.size() > 1) {
              body.fault("a second case without `when`; only one can be the default");
            }
          });
    }
    cases.addAll(otherwise);
    return new TaskBody.Switch(cases);
  }

  TaskBody await(NodeMembers task) {
    return new TaskBody.Wait(context.duration(task.require("wait", "a duration")));
  }

  TaskBody raise(NodeMembers task) {
    String what = "an error with type and status, or the name of one";
    return task.require("raise", "an error")
        .object(
            "an object with `error`",
            raise ->
                new TaskBody.Raise(
                    Errors.compileOrName(raise.require("error", what), context, components)));
  }

  private Case oneCase(String name, DefinitionNode body, Siblings siblings) {
    return body.object(
        "a case with `when` and `then`",
        members ->
            new Case(
                name,
                members.find("when").map(context::condition),
                siblings.next(members.require("then", "where to go when the case holds"))));
  }
}
