package drawbridge.workflow.definition;

import drawbridge.workflow.definition.source.DefinitionLimits;
import drawbridge.workflow.definition.source.Diagnostics;
import drawbridge.workflow.definition.source.TreeReader;
import java.util.function.ToIntFunction;

/** Finds the lines of JSON pointers in the text of a definition. */
public final class SourceLines implements ToIntFunction<String> {

  private final Diagnostics diagnostics = new Diagnostics(1);

  /** Reads a text that {@link DefinitionReader} has found to be sound, now or when it was saved. */
  public SourceLines(String text, DefinitionFormat format) {
    TreeReader.read(
        text, format == DefinitionFormat.YAML, true, DefinitionLimits.DEFAULT, diagnostics);
  }

  /** Returns the line of a value, from 1; that of the nearest value around an unknown one. */
  @Override
  public int applyAsInt(String pointer) {
    return diagnostics.line(pointer);
  }
}
