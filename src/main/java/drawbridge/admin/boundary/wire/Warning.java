package drawbridge.admin.boundary.wire;

import drawbridge.platform.Fault;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A warning about a saved definition, or a fault of one that an earlier release saved.
 *
 * @param line from 1; null when it is not known
 * @param column from 1; null when it is not known
 */
public record Warning(
    String pointer, String detail, @Nullable Integer line, @Nullable Integer column) {

  /** Returns the warnings of a reply; null for none, so that the member is left out. */
  public static @Nullable List<Warning> of(List<Fault> warnings) {
    return warnings.isEmpty() ? null : warnings.stream().map(Warning::of).toList();
  }

  private static Warning of(Fault warning) {
    boolean hasLine = warning.line() > 0;
    return new Warning(
        warning.pointer(),
        warning.detail(),
        hasLine ? warning.line() : null,
        hasLine ? warning.column() : null);
  }
}
