package drawbridge.workflow.graph;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.workflow.model.TaskBody;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Describes tasks in a few words of their definition. */
final class TaskDetails {

  private static final int LONGEST = 120;

  private TaskDetails() {}

  /**
   * Returns what a task does; null for nothing to say.
   *
   * @param written the task in the definition
   */
  static @Nullable String of(TaskBody body, JsonNode written) {
    String detail = detail(body, written);
    return detail.isBlank() ? null : shortened(detail);
  }

  private static String detail(TaskBody body, JsonNode written) {
    if (body instanceof TaskBody.CallHttp) {
      JsonNode endpoint = written.at("/with/endpoint");
      String method = written.at("/with/method").asText().toUpperCase(Locale.ROOT);
      return method + " " + text(endpoint.isObject() ? endpoint.path("uri") : endpoint);
    } else if (body instanceof TaskBody.CallFunction call) {
      return call.function();
    } else if (body instanceof TaskBody.For loop) {
      return loop.each() + " in " + text(written.at("/for/in"));
    } else if (body instanceof TaskBody.Wait) {
      return duration(written.path("wait"));
    } else if (body instanceof TaskBody.Raise) {
      JsonNode error = written.at("/raise/error");
      return error.isTextual()
          ? error.textValue()
          : (text(error.path("status")) + " " + text(error.path("title"))).strip();
    } else if (body instanceof TaskBody.RunWorkflow child) {
      String name = text(written.at("/run/workflow/name"));
      return child.await() ? name : name + ", not awaited";
    } else if (body instanceof TaskBody.Set) {
      List<String> names = new ArrayList<>();
      written.path("set").fieldNames().forEachRemaining(names::add);
      return String.join(", ", names);
    }
    return body instanceof TaskBody.Fork fork && fork.compete() ? "the first branch wins" : "";
  }

  /** Returns what a catch handles. */
  static String of(TaskBody.Catch caught) {
    List<String> parts = new ArrayList<>();
    new TreeMap<>(caught.with())
        .forEach((name, value) -> parts.add(name + " " + lastSegment(text(value))));
    if (caught.when().isPresent() || caught.exceptWhen().isPresent()) {
      parts.add("if a condition holds");
    }
    String errors = parts.isEmpty() ? "any error" : String.join(", ", parts);
    return shortened(caught.retry().map(it -> errors + ", " + retries(it)).orElse(errors));
  }

  /**
   * Returns the last segment of a URL, such as that of a type of errors; another text unchanged.
   */
  private static String lastSegment(String text) {
    return text.contains("://") ? text.substring(text.lastIndexOf('/') + 1) : text;
  }

  private static String retries(TaskBody.Retry retry) {
    return retry
        .attempts()
        .map(most -> most == 1 ? "1 retry" : "up to " + most + " retries")
        .orElse("retries");
  }

  private static String duration(JsonNode written) {
    List<String> parts = new ArrayList<>();
    written.properties().forEach(it -> parts.add(text(it.getValue()) + " " + it.getKey()));
    return written.isObject() ? String.join(" ", parts) : text(written);
  }

  private static String text(JsonNode node) {
    return node.isContainerNode() ? node.toString() : node.asText();
  }

  /** Returns a text of at most 120 characters in one line. */
  static String shortened(String text) {
    String line = text.strip().replaceAll("\\s+", " ");
    return line.codePointCount(0, line.length()) <= LONGEST
        ? line
        : line.substring(0, line.offsetByCodePoints(0, LONGEST - 1)) + "…";
  }
}
