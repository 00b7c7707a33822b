package drawbridge.expression.template;

import drawbridge.expression.BadExpression;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

/**
 * The first names that references may have.
 *
 * @param known empty allows all
 * @param used receives each name that a template uses
 */
public record RootNames(Set<String> known, Consumer<String> used) {

  /** Notes a name; an unknown one is refused. */
  void use(String name) {
    used.accept(name);
    if (!known.isEmpty() && !known.contains(name)) {
      throw new BadExpression(
          "unknown name " + name + "; known here: " + String.join(", ", new TreeSet<>(known)));
    }
  }
}
