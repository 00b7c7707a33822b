package drawbridge.workflow.definition.source;

/**
 * Limits of a definition; an excess is a fault.
 *
 * @param characters of the text
 * @param depth nesting of objects and lists
 * @param tasks in all flows together
 * @param expanded tasks of a workflow with those of each function that it calls, once for each call
 * @param nesting of tasks (X7)
 * @param faults maximum number listed; a last entry counts the others
 */
public record DefinitionLimits(
    int characters, int depth, int tasks, int expanded, int nesting, int faults) {

  /**
   * 1 MiB; a nested task takes three or four levels of the tree, so 500 levels hold 100 of them. A
   * run executes 10,000 steps (X7).
   */
  public static final DefinitionLimits DEFAULT =
      new DefinitionLimits(1 << 20, 500, 1_000, 10_000, 100, 1_000);
}
