package drawbridge.run.interpreter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import drawbridge.platform.Fault;
import drawbridge.platform.json.Json;
import drawbridge.workflow.model.Definition;
import drawbridge.workflow.model.Task;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An error and the task that caused it.
 *
 * @param error RFC 9457 members and extensions
 * @param deadline that caused the error; null for all other errors
 */
record TaskError(JsonNode error, String task, String pointer, @Nullable Deadline deadline) {

  private static final String BASE = "https://serverlessworkflow.io/spec/1.0.0/errors/";
  private static final String CONFORMANCE_BASE = "https://serverlessworkflow.io/dsl/errors/types/";
  private static final String LIMIT = "limit";

  /** A member of an error: pointer of the task, outside of functions, that called a function. */
  private static final String CALLED_BY = "calledBy";

  private static final Pattern FUNCTION = Pattern.compile("/use/functions/[^/]*");

  private static final String DETAIL = "detail";

  /** Members that a list of runs shows. They come first, because it reads the beginning only. */
  private static final List<String> FIRST = List.of("type", "status", "title");

  /** The error types of the DSL, and {@code outcome-unknown}. */
  enum Kind {
    CONFIGURATION("configuration", 400, "Configuration is not usable"),
    EXPRESSION("expression", 400, "Expression could not be resolved"),
    TIMEOUT("timeout", 408, "Time is over"),
    COMMUNICATION("communication", 500, "Communication failed"),
    VALIDATION("validation", 400, "Data does not fit its schema"),
    RUNTIME("runtime", 500, "Run-time error"),
    AUTHENTICATION("authentication", 401, "Authentication failed"),
    OUTCOME_UNKNOWN("outcome-unknown", 500, "Outcome is unknown");

    private final String type;
    private final int status;
    private final String title;

    Kind(String type, int status, String title) {
      this.type = type;
      this.status = status;
      this.title = title;
    }
  }

  /**
   * Returns a text with the base of the DSL's conformance features replaced by that of its
   * reference; both stand for the same types.
   */
  static JsonNode standardType(JsonNode member) {
    return member.isTextual() && member.textValue().startsWith(CONFORMANCE_BASE)
        ? TextNode.valueOf(BASE + member.textValue().substring(CONFORMANCE_BASE.length()))
        : member;
  }

  static TaskError of(Kind kind, String detail, Task task) {
    ObjectNode error =
        Json.object()
            .put("type", BASE + kind.type)
            .put("status", kind.status)
            .put("title", kind.title)
            .put("detail", detail)
            .put("instance", task.pointer());
    return of(error, task);
  }

  /**
   * Returns the error of data that does not fit a schema.
   *
   * @param what names the data
   * @param faults at least one, with pointers into the data
   */
  static TaskError unfit(String what, List<Fault> faults, Task task) {
    String detail = what + " does not fit its schema: " + faults.get(0).inWords();
    TaskError problem = of(Kind.VALIDATION, detail, task);
    ArrayNode all = ((ObjectNode) problem.error).putArray("errors");
    for (Fault fault : faults) {
      all.addObject().put("pointer", fault.pointer()).put("detail", fault.detail());
    }
    return problem;
  }

  static TaskError of(JsonNode error, Task task) {
    return new TaskError(error, task.name(), task.pointer(), null);
  }

  /**
   * Returns an error of the journal. Where the record is that of a task around the one that failed,
   * {@code instance} names the latter. A function has the name of the task that calls it.
   */
  static TaskError stored(JsonNode error, Task task, Definition definition) {
    String instance = error.path("instance").asText();
    String caller = error.path(CALLED_BY).asText();
    boolean isInside =
        instance.startsWith(task.pointer() + "/")
            || (!caller.isEmpty() && instance.startsWith("/use/functions/"));
    if (!isInside || !definition.document().at(instance).isObject()) {
      return of(error, task);
    }
    String named = FUNCTION.matcher(instance).matches() ? caller : instance;
    String name = named.substring(named.lastIndexOf('/') + 1);
    return new TaskError(error, name.replace("~1", "/").replace("~0", "~"), instance, null);
  }

  /** Returns the members of these names that an object has. */
  static ObjectNode members(JsonNode from, List<String> names) {
    ObjectNode members = Json.object();
    for (String name : names) {
      if (from.has(name)) {
        members.set(name, from.get(name));
      }
    }
    return members;
  }

  static TaskError limit(String limit, Object most, Task task) {
    TaskError problem =
        of(Kind.RUNTIME, "the run exceeded the limit '" + limit + "' of " + most, task);
    ((ObjectNode) problem.error).put("title", "Limit passed").put(LIMIT, limit);
    return problem;
  }

  static TaskError late(Deadline deadline, Task task) {
    TaskError problem =
        deadline.isRunLimit
            ? limit("run time", deadline.what, task)
            : of(Kind.TIMEOUT, "timeout of " + deadline.what, task);
    return new TaskError(problem.error, task.name(), task.pointer(), deadline);
  }

  /** Returns whether no catch may handle the error, because it is a limit (X7). */
  boolean isFinal() {
    return error.has(LIMIT);
  }

  /** Returns the error as one that each catch may handle. */
  TaskError withoutDeadline() {
    return new TaskError(error, task, pointer, null);
  }

  /** Returns the error of a function with the task that called it. */
  TaskError calledBy(Task outer) {
    ObjectNode named = Json.object();
    error.properties().forEach(member -> named.set(member.getKey(), member.getValue()));
    return new TaskError(named.put(CALLED_BY, outer.pointer()), task, pointer, deadline);
  }

  /** Returns the run's problem document (X14), with the beginning of the answer's body (X18). */
  JsonNode toDocument() {
    ObjectNode document = members(error, FIRST);
    ObjectNode place = document.putObject("task").put("name", task).put("pointer", pointer);
    place.setAll(members(error, List.of(CALLED_BY)));
    document.setAll(members(error, BodyExcerpt.MEMBERS));
    BodyExcerpt.cut(document);
    document.setAll(members(error, List.of(DETAIL))); // may be long, and so follows the others
    error.properties().forEach(member -> document.putIfAbsent(member.getKey(), member.getValue()));
    document.remove(CALLED_BY);
    return document.put(
        "next", "The run has ended and is not retried. Fix the cause, then replay the run.");
  }
}
