package drawbridge.admin.control.tryout;

import drawbridge.platform.Fault;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.platform.binding.JsonText;
import drawbridge.run.dryrun.SampleAnswer;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Reads sample answers: {@code {"task": {"status": 200, "body": …}}}. The default status is 200.
 */
public final class SampleAnswers {

  private SampleAnswers() {}

  /** The answer of a task. */
  public record Answer(@Min(100) @Max(599) @Nullable Integer status, @Nullable JsonValue body) {

    SampleAnswer toSample() {
      String json = Objects.requireNonNullElse(body, JsonValue.NULL).toString();
      return new SampleAnswer(
          Objects.requireNonNullElse(status, 200), drawbridge.platform.json.Json.read(json));
    }
  }

  /**
   * Reads a JSON text. A blank text has no answers.
   *
   * @param faults receives every fault, with its pointer or its line
   */
  public static Map<String, SampleAnswer> read(String text, List<Fault> faults) {
    Map<String, SampleAnswer> answers = new HashMap<>();
    JsonText.object(text.isBlank() ? "{}" : text, faults)
        .ifPresent(
            tree ->
                tree.forEach(
                    (task, json) ->
                        answer(json)
                            .ifPresentOrElse(
                                answer -> answers.put(task, answer.toSample()),
                                () -> faults.add(fault(task)))));
    return answers;
  }

  private static Optional<Answer> answer(JsonValue json) {
    return json instanceof JsonObject object
        ? JsonBinding.read(object, Answer.class, new ArrayList<>())
        : Optional.empty();
  }

  private static Fault fault(String task) {
    return Fault.at(
        "/" + Json.encodePointer(task),
        "must be an object with body and optionally status (100 to 599)");
  }
}
