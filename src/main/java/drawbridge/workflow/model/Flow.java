package drawbridge.workflow.model;

import java.util.List;

/** Tasks that run one after the other, unless one of them says {@code then}. */
public record Flow(List<Task> tasks) {

  public Flow {
    tasks = List.copyOf(tasks);
  }
}
