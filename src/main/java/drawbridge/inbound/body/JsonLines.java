package drawbridge.inbound.body;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.charset.StandardCharsets;

/** Reads NDJSON: one JSON value on each line. Skips blank lines. The result is an array. */
final class JsonLines {

  /** The most values. */
  static final int MOST = 100_000;

  private JsonLines() {}

  static ArrayNode read(byte[] body, Allowance memory, FaultList faults) throws Unreadable {
    ChargedNodes nodes = new ChargedNodes(memory);
    ArrayNode values = nodes.array();
    for (int from = 0; from < body.length; ) {
      int to = endOfLine(body, from);
      StrictReader line = new StrictReader(body, from, to, StandardCharsets.UTF_8);
      if (!line.isBlank()) {
        if (values.size() == MOST) {
          throw Unreadable.tooLarge("The body has more than " + MOST + " lines. Split it.");
        }
        BodyPointer at = BodyPointer.ROOT.element(values.size());
        nodes.add(values, BodyTree.read(line, BodyTree.Root.ANY, at, memory, faults));
      }
      from = to + 1;
    }
    return values;
  }

  private static int endOfLine(byte[] body, int from) {
    int at = from;
    while (at < body.length && body[at] != '\n') {
      at++;
    }
    return at;
  }
}
