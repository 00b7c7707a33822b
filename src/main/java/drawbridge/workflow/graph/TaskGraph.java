package drawbridge.workflow.graph;

import drawbridge.workflow.model.Definition;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * The tasks of a definition and the ways between them. Edges connect nodes with the same parent
 * only; branches of a fork have none.
 *
 * @param nodes in the order of the definition; a parent comes before its children
 */
public record TaskGraph(List<GraphNode> nodes, List<GraphEdge> edges) {

  public TaskGraph {
    nodes = List.copyOf(nodes);
    edges = List.copyOf(edges);
  }

  /**
   * Draws the graph of a definition. The task of a function appears once for each call.
   *
   * @param lines line of a JSON pointer in the text of the definition
   */
  public static TaskGraph of(Definition definition, ToIntFunction<String> lines) {
    return new GraphBuilder(definition, lines).build();
  }
}
