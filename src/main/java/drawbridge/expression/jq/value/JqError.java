package drawbridge.expression.jq.value;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * An error that a program can catch. Its value is what {@code catch} receives and may hold data;
 * the message of this exception never does.
 */
public final class JqError extends RuntimeException {

  /** The position of a part that no program of a caller holds. */
  public static final int UNKNOWN = -1;

  private final transient JsonNode value;
  private int position = UNKNOWN;

  private JqError(JsonNode value, String reason) {
    super(reason, null, false, false);
    this.value = value;
  }

  /** Returns the error of {@code error(value)}. */
  public static JqError raised(JsonNode value) {
    return new JqError(value, "the program raised an error");
  }

  /** Returns an error whose text names no data. */
  public static JqError of(String text) {
    return new JqError(TextNode.valueOf(text), text);
  }

  /**
   * Returns an error about data.
   *
   * @param text as jq writes it; may quote data
   * @param reason the same without data
   */
  public static JqError of(String text, String reason) {
    return new JqError(TextNode.valueOf(text), reason);
  }

  /** Returns what {@code catch} receives. */
  public JsonNode value() {
    return value;
  }

  /** Sets the position of the failed part of the program; the first one is kept. */
  public JqError at(int offset) {
    if (position == UNKNOWN) {
      position = offset;
    }
    return this;
  }

  /** Returns the offset of the failed part in the program's text, or -1. */
  public int position() {
    return position;
  }
}
