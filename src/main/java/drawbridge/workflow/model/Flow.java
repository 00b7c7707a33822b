package drawbridge.workflow.model;

import java.util.List;

/** Tasks that run in order, unless one of them names another in {@code then}. */
public record Flow(List<Task> tasks) {

  public Flow {
    tasks = List.copyOf(tasks);
  }
}
