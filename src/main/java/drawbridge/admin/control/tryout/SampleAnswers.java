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
 * Sample answers as people write them: {@code {"task": {"status": 200, "body": …}}}, without a
 * status 200.
 */
public final class SampleAnswers {

  private static final Set<String> MEMBERS = Set.of("status", "body");
  private static final String EXPECTED =
      "must be an object with body and, if need be, status (100 to 599)";

  private SampleAnswers() {}

  /**
   * Reads the text; a blank one has none.
   *
   * @param faults every fault is added
   */
  public static Map<String, SampleAnswer> read(String text, List<Fault> faults) {
    try {
      return text.isBlank() ? Map.of() : read(Json.MAPPER.readTree(text), faults);
    } catch (JsonProcessingException e) {
      int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
      int column = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getColumnNr());
      faults.add(new Fault("", "the sample answers are not one JSON object", line, column));
      return Map.of();
    }
  }

  /**
   * Reads the tree.
   *
   * @param faults every fault is added, by its pointer in the tree
   */
  public static Map<String, SampleAnswer> read(JsonNode tree, List<Fault> faults) {
    Map<String, SampleAnswer> answers = new HashMap<>();
    if (!tree.isObject()) {
      faults.add(Fault.at("", "must be an object with a member for each task that is answered"));
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
