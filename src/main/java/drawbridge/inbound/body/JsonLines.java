package drawbridge.inbound.body;

import com.fasterxml.jackson.databind.node.ArrayNode;
import drawbridge.platform.Fault;
import java.nio.charset.StandardCharsets;

/** Reads NDJSON: one JSON value on each line. Skips blank lines. The result is an array. */
final class JsonLines {

  /** The most values. */
  static final int MOST = 100_000;

  private JsonLines() {}

  static ArrayNode read(byte[] body, Allowance memory, FaultList faults) throws Unreadable {
    ChargedNodes nodes = new ChargedNodes(memory);
    ArrayNode values = nodes.array();
    int number = 0;
    for (int from = 0; from < body.length; ) {
      number++;
      int to = endOfLine(body, from);
      StrictReader line =
          new StrictReader(
              body, from, withoutReturn(body, from, to), StandardCharsets.UTF_8, memory);
      if (!line.isBlank()) {
        if (values.size() == MOST) {
          throw Unreadable.tooLarge("The body has more than " + MOST + " lines. Split it.");
        }
        BodyPointer at = BodyPointer.ROOT.element(values.size());
        try {
          nodes.add(values, BodyTree.read(line, BodyTree.Root.ANY, at, memory, faults));
        } catch (Unreadable e) {
          throw atLine(number, e);
        }
      }
      from = to + 1;
    }
    return values;
  }

  /** Returns what ended the reading of a line, with the number of the line from 1. */
  private static Unreadable atLine(int number, Unreadable end) {
    if (end.problem().errors().isEmpty()) {
      return end;
    }
    Fault fault = end.problem().errors().get(0);
    String detail = fault.detail().replaceFirst(": line 1, column (\\d+)$", ": column $1");
    return new Unreadable(
        new Fault(fault.pointer(), "line " + number + ": " + detail, number, fault.column()));
  }

  /** Returns the end of a line without the carriage return, which parsers count as a line end. */
  private static int withoutReturn(byte[] body, int from, int to) {
    return to > from && body[to - 1] == '\r' ? to - 1 : to;
  }

  private static int endOfLine(byte[] body, int from) {
    int at = from;
    while (at < body.length && body[at] != '\n') {
      at++;
    }
    return at;
  }
}
