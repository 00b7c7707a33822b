package drawbridge.inbound.body;

import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Optional;

/** Reads {@code text/plain} in UTF-8 as one string. */
public final class PlainText {

  private PlainText() {}

  /** Returns the text; empty when it is not UTF-8. */
  public static Optional<TextNode> read(byte[] body, FaultList faults) {
    try {
      return Optional.of(new TextNode(BodyText.of(body)));
    } catch (Unreadable e) {
      faults.addLast(e.fault());
      return Optional.empty();
    }
  }
}
