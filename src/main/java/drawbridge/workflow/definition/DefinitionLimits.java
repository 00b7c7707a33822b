package drawbridge.workflow.definition;

/**
 * How large a definition may be; passing one is a fault.
 *
 * @param characters of the text
 * @param depth of objects and lists inside each other
 * @param tasks in all flows together
 * @param nesting of tasks inside each other (X7)
 * @param faults how many are listed; the rest is left out with a word
 */
public record DefinitionLimits(int characters, int depth, int tasks, int nesting, int faults) {

  /** 1 MiB; a nested task takes three or four levels of the tree, so 500 holds 100 of them. */
  public static final DefinitionLimits DEFAULT =
      new DefinitionLimits(1 << 20, 500, 1_000, 100, 1_000);

  public DefinitionLimits {
    if (characters < 1 || depth < 1 || tasks < 1 || nesting < 1 || faults < 1) {
      throw new IllegalArgumentException("every limit must be at least 1");
    }
  }
}
