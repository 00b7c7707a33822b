package drawbridge.workflow.graph;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.workflow.model.Definition;
import drawbridge.workflow.model.Flow;
import drawbridge.workflow.model.Next;
import drawbridge.workflow.model.Task;
import drawbridge.workflow.model.TaskBody;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Walks a definition once and collects its nodes and edges. */
final class GraphBuilder {

  private static final String START = "/start";

  private final Definition definition;
  private final ToIntFunction<String> lines;
  private final List<GraphNode> nodes = new ArrayList<>();
  private final Set<GraphEdge> edges = new LinkedHashSet<>();

  GraphBuilder(Definition definition, ToIntFunction<String> lines) {
    this.definition = definition;
    this.lines = lines;
  }

  TaskGraph build() {
    nodes.add(point(START, null, "start"));
    edges.add(new GraphEdge(START, "/0", "next", null));
    flow(definition.flow(), "", null);
    return new TaskGraph(nodes, List.copyOf(edges));
  }

  /**
   * Adds a flow.
   *
   * @param prefix of the ids of its tasks
   * @param parent id of the node that contains it; null for the outermost flow
   */
  private void flow(Flow flow, String prefix, @Nullable String parent) {
    flow.tasks().forEach(task -> task(task, prefix + "/" + task.position(), parent));
    Ways ways = new Ways(flow.tasks().size(), prefix, parent);
    flow.tasks().forEach(ways::leave);
    ways.points.forEach(it -> nodes.add(point(it, parent, it.substring(it.lastIndexOf('/') + 1))));
  }

  private void task(Task task, String id, @Nullable String parent) {
    JsonNode written = definition.document().at(task.pointer());
    JsonNode condition = written.path("if");
    nodes.add(
        new GraphNode(
            id,
            parent,
            task.name(),
            task.step().kind(),
            TaskDetails.of(task.step(), written),
            condition.isTextual() ? TaskDetails.shortened(condition.textValue()) : null,
            task.pointer(),
            lines.applyAsInt(task.pointer())));
    inside(task, id);
  }

  private void inside(Task task, String id) {
    TaskBody body = task.step();
    if (body instanceof TaskBody.Do inner) {
      flow(inner.flow(), id, id);
    } else if (body instanceof TaskBody.For loop) {
      flow(loop.flow(), id + "[]", id);
    } else if (body instanceof TaskBody.CallFunction call) {
      flow(definition.called(task, call), id, id);
    } else if (body instanceof TaskBody.Fork fork) {
      fork.branches().forEach(branch -> task(branch, id + "/" + branch.position(), id));
    } else if (body instanceof TaskBody.Try tried) {
      flow(tried.flow(), id + "@", id);
      handler(task, tried.caught(), id);
    }
  }

  private void handler(Task task, TaskBody.Catch caught, String id) {
    String pointer = task.pointer() + "/catch";
    String detail = TaskDetails.of(caught);
    int line = lines.applyAsInt(pointer);
    String handler = id + "!";
    nodes.add(new GraphNode(handler, id, "catch", "catch", detail, null, pointer, line));
    caught.flow().ifPresent(flow -> flow(flow, handler, handler));
  }

  private static GraphNode point(String id, @Nullable String parent, String kind) {
    return new GraphNode(id, parent, kind, kind, null, null, null, null);
  }

  /** The edges of one flow, and the points outside of its tasks to which they lead. */
  private final class Ways {
    private final int size;
    private final String prefix;
    private final boolean isOutermost;
    private final Set<String> points = new LinkedHashSet<>();

    Ways(int size, String prefix, @Nullable String parent) {
      this.size = size;
      this.prefix = prefix;
      this.isOutermost = parent == null;
    }

    void leave(Task task) {
      if (task.step() instanceof TaskBody.Switch choice) {
        choice.cases().forEach(it -> way(task, it.then(), "case", label(task, choice, it)));
        if (choice.cases().stream().allMatch(it -> it.when().isPresent())) {
          way(task, task.then(), "case", "otherwise");
        }
      } else if (!(task.step() instanceof TaskBody.Raise)) {
        way(task, task.then(), "next", null);
      }
      boolean isJump =
          !(task.then() instanceof Next.Continue)
              || task.step() instanceof TaskBody.Raise
              || task.step() instanceof TaskBody.Switch;
      if (task.when().isPresent() && isJump) {
        way(task, Next.CONTINUE, "skip", "skipped");
      }
    }

    private String label(Task task, TaskBody.Switch choice, TaskBody.Switch.Case option) {
      JsonNode written = definition.document().at(task.pointer()).path("switch");
      JsonNode when = written.path(choice.cases().indexOf(option)).path(option.name()).path("when");
      return when.isTextual() ? TaskDetails.shortened(when.textValue()) : "otherwise";
    }

    private void way(Task task, Next next, String kind, @Nullable String label) {
      int following = next instanceof Next.To to ? to.position() : task.position() + 1;
      String target = prefix + "/" + following;
      boolean isLast = next instanceof Next.Continue && following == size;
      if (next instanceof Next.End || (isOutermost && (isLast || next instanceof Next.Exit))) {
        target = prefix + "/end";
        points.add(target);
      } else if (next instanceof Next.Exit) {
        target = prefix + "/exit";
        points.add(target);
      } else if (isLast) {
        return; // leads out of the node that contains the flow
      }
      edges.add(new GraphEdge(prefix + "/" + task.position(), target, kind, label));
    }
  }
}
