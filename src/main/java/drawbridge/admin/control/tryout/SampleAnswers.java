package drawbridge.admin.control.tryout;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.Fault;
import drawbridge.platform.Json;
import drawbridge.run.dryrun.SampleAnswer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads sample answers: {@code {"task": {"status": 200, "body": …}}}. The default status is 200.
 */
public final class SampleAnswers {

  private static final Set<String> MEMBERS = Set.of("status", "body");
  private static final String EXPECTED =
      "must be an object with body and optionally status (100 to 599)";

  private SampleAnswers() {}

  /**
   * Reads a JSON text. A blank text has no answers.
   *
   * @param faults receives every fault
   */
  public static Map<String, SampleAnswer> read(String text, List<Fault> faults) {
    try {
      return text.isBlank() ? Map.of() : read(Json.MAPPER.readTree(text), faults);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
      int column = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getColumnNr());
      faults.add(new Fault("", "must be one JSON object", line, column));
      return Map.of();
    }
  }

  /**
   * Reads a tree.
   *
   * @param faults receives every fault, with its pointer in the tree
   */
  public static Map<String, SampleAnswer> read(JsonNode tree, List<Fault> faults) {
    Map<String, SampleAnswer> answers = new HashMap<>();
    if (!tree.isObject()) {
      faults.add(Fault.at("", "must be an object with one member for each task"));
    }
    for (Map.Entry<String, JsonNode> member : tree.properties()) {
      String pointer = "/" + member.getKey().replace("~", "~0").replace("/", "~1");
      JsonNode status = member.getValue().path("status");
      if (!(member.getValue() instanceof ObjectNode answer) || !isAnswer(answer)) {
        faults.add(Fault.at(pointer, EXPECTED));
      } else {
        answers.put(
            member.getKey(),
            new SampleAnswer(
                status.asInt(200),
                answer.path("body").isMissingNode() ? Json.NODES.nullNode() : answer.path("body")));
      }
    }
    return answers;
  }

  private static boolean isAnswer(ObjectNode answer) {
    JsonNode status = answer.path("status");
    boolean isStatus =
        status.isMissingNode()
            || (status.isInt() && status.intValue() >= 100 && status.intValue() <= 599);
    return isStatus && answer.properties().stream().allMatch(it -> MEMBERS.contains(it.getKey()));
  }
}
