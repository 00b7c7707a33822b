package drawbridge.workflow.definition;

import drawbridge.expression.Value;
import drawbridge.expression.ValuePosition;
import drawbridge.workflow.step.Flow;
import drawbridge.workflow.step.Step;
import java.util.Map;
import java.util.Optional;

/** Tasks that hold tasks: do, for, fork, try. */
final class NestedTasks {

  private final Bench bench;
  private final Components components;
  private final Flows flows;

  NestedTasks(Bench bench, Components components, Flows flows) {
    this.bench = bench;
    this.components = components;
    this.flows = flows;
  }

  Step sequence(Members task, int depth) {
    return new Step.Do(flows.flow(task.require("do", "tasks"), depth));
  }

  Step loop(Members task, int depth) {
    Members loop = task.require("for", "what to loop over").members("an object with `in`");
    Node in = loop.require("in", "an expression that gives a list");
    Value list = bench.text(in, ValuePosition.ORDINARY, "an expression that gives a list");
    if (in.isText() && !in.hasReferences()) {
      in.fault("needed is an expression that gives a list, ${ … } or {{…}}");
    }
    Optional<Node> each = loop.find("each");
    Optional<Node> at = loop.find("at");
    String element = each.map(bench::variable).orElse("item");
    String index = at.map(bench::variable).orElse("index");
    if (element.equals(index)) {
      at.or(() -> each).ifPresent(name -> name.fault("element and index have the same name"));
    }
    loop.end();
    return new Step.For(
        element,
        index,
        list,
        task.find("while").map(bench::condition),
        flows.flow(task.require("do", "the tasks to repeat"), depth));
  }

  Step fork(Members task, int depth) {
    Members fork = task.require("fork", "branches").members("an object with `branches`");
    boolean compete =
        fork.find("compete").map(c -> c.flag("whether the first branch wins")).orElse(false);
    Step step =
        new Step.Fork(compete, flows.branches(fork.require("branches", "a list of tasks"), depth));
    fork.end();
    return step;
  }

  Step attempt(Members task, int depth) {
    Flow flow = flows.flow(task.require("try", "tasks"), depth);
    Members caught = task.require("catch", "what to do about errors").members("an object");
    Step.Catch handler =
        new Step.Catch(
            caught.find("errors").map(Errors::filter).orElseGet(Map::of),
            caught.find("as").map(bench::variable).orElse("error"),
            caught.find("when").map(bench::condition),
            caught.find("exceptWhen").map(bench::condition),
            caught.find("retry").map(this::retry),
            caught.find("do").map(list -> flows.flow(list, depth)));
    caught.end();
    return new Step.Try(flow, handler);
  }

  private Step.Retry retry(Node node) {
    return node.isText()
        ? Components.named(node, components.retries(), "retries", Retries.NONE)
        : Retries.compile(node, bench);
  }
}
