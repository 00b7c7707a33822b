package drawbridge.workflow.definition.task;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.expression.Value;
import drawbridge.workflow.definition.component.CompileContext;
import drawbridge.workflow.definition.component.Components;
import drawbridge.workflow.definition.component.Errors;
import drawbridge.workflow.definition.component.Retries;
import drawbridge.workflow.definition.component.Variables;
import drawbridge.workflow.definition.source.DefinitionNode;
import drawbridge.workflow.definition.source.NodeMembers;
import drawbridge.workflow.model.Flow;
import drawbridge.workflow.model.TaskBody;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Compiles tasks that contain tasks: do, for, fork, try. */
record NestedTasks(CompileContext context, Components components, Flows flows) {

  TaskBody sequence(NodeMembers task, int depth) {
    return new TaskBody.Do(flows.flow(task.require("do", "tasks"), depth));
  }

  TaskBody loop(NodeMembers task, int depth) {
    NodeMembers loop = task.require("for", "what to loop over").members("an object with `in`");
    DefinitionNode in = loop.require("in", "an expression that gives a list");
    Value list = context.expression(in, "an expression that gives a list");
    Optional<DefinitionNode> each = loop.find("each");
    Optional<DefinitionNode> at = loop.find("at");
    String element = each.map(it -> Variables.name(it, context)).orElse("item");
    String index = at.map(it -> Variables.name(it, context)).orElse("index");
    if (element.equals(index)) {
      at.or(() -> each).ifPresent(name -> name.fault("element and index have the same name"));
    }
    loop.end();
    return context.within(
        Set.copyOf(List.of(element, index)),
        () ->
            new TaskBody.For(
                element,
                index,
                list,
                task.find("while").map(context::condition),
                flows.flow(task.require("do", "the tasks to repeat"), depth)));
  }

  TaskBody fork(NodeMembers task, int depth) {
    return task.require("fork", "branches")
        .object(
            "an object with `branches`",
            fork ->
                new TaskBody.Fork(
                    fork.find("compete")
                        .map(compete -> compete.flag("whether the first branch wins"))
                        .orElse(false),
                    flows.branches(fork.require("branches", "a list of tasks"), depth)));
  }

  TaskBody attempt(NodeMembers task, int depth) {
    Flow flow = flows.flow(task.require("try", "tasks"), depth);
    DefinitionNode errors = task.require("catch", "what to do about errors");
    return new TaskBody.Try(flow, errors.object("an object", caught -> handler(caught, depth)));
  }

  private TaskBody.Catch handler(NodeMembers caught, int depth) {
    Map<String, JsonNode> with = caught.find("errors").map(Errors::filter).orElseGet(Map::of);
    String as = caught.find("as").map(it -> Variables.name(it, context)).orElse("error");
    return context.within(
        Set.of(as),
        () ->
            new TaskBody.Catch(
                with,
                as,
                caught.find("when").map(context::condition),
                caught.find("exceptWhen").map(context::condition),
                caught.find("retry").map(this::retry),
                caught.find("do").map(list -> flows.flow(list, depth))));
  }

  private TaskBody.Retry retry(DefinitionNode node) {
    return node.isText() ? components.retries().named(node) : Retries.compile(node, context);
  }
}
