package drawbridge.inbound.reply;

import drawbridge.expression.compile.Expressions;
import drawbridge.platform.Fault;
import drawbridge.platform.binding.JsonBinding;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The reply of a trigger to a request whose elements are accepted, duplicate or ignored (T11).
 *
 * <p>Replies are equal when their forms are.
 *
 * @param json the form as it was given
 * @param answer the reply; with {@code fromRun}, the reply after the run succeeded. Empty for a
 *     stored form that this version cannot compile: the ordinary reply is sent
 * @param fromRun empty for a reply that does not wait for the run
 */
public record TriggerReply(
    JsonObject json, Optional<ReplyTemplate> answer, Optional<FromRun> fromRun) {

  /** The body of a reply from the run that defines none. */
  private static final JsonValue OUTPUT = Json.createValue("{{output}}");

  /**
   * The wait for a run.
   *
   * @param otherwise the reply when the run takes longer or does not succeed; empty for the
   *     ordinary reply
   */
  public record FromRun(Duration within, Optional<ReplyTemplate> otherwise) {}

  /**
   * Reads and compiles the member {@code reply} of a setup. Members that are {@code null} are not
   * set.
   *
   * @param faults receives every fault, with pointers relative to the member
   * @return empty when a fault was found
   */
  public static Optional<TriggerReply> read(JsonObject json, List<Fault> faults) {
    return read(json, ReplyData::expressions, faults);
  }

  private static Optional<TriggerReply> read(
      JsonObject json, Function<Set<String>, Expressions> expressions, List<Fault> faults) {
    List<Fault> found = new ArrayList<>();
    Optional<TriggerReply> reply =
        JsonBinding.read(json, ReplyForm.class, found)
            .map(form -> compiled(json, form, expressions, found));
    faults.addAll(found);
    return reply.filter(it -> found.isEmpty());
  }

  /**
   * Returns the reply of a stored setup. Never fails (T14). An unknown variable of jq fails when it
   * is evaluated, as saves allowed it earlier.
   */
  public static TriggerReply stored(JsonObject json) {
    return read(json, roots -> new Expressions(false, roots), new ArrayList<>())
        .orElseGet(() -> new TriggerReply(json, Optional.empty(), Optional.empty()));
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof TriggerReply that && json.equals(that.json);
  }

  @Override
  public int hashCode() {
    return json.hashCode();
  }

  private static TriggerReply compiled(
      JsonObject json,
      ReplyForm form,
      Function<Set<String>, Expressions> expressions,
      List<Fault> faults) {
    Expressions ofRequest = expressions.apply(ReplyData.OF_REQUEST);
    if (form.from() == null) {
      refuse("/within", form.within(), faults);
      refuse("/otherwise", form.otherwise(), faults);
      return new TriggerReply(
          json,
          Optional.of(ReplyTemplate.of(form.answer(), ofRequest, "", faults)),
          Optional.empty());
    }
    if (form.within() == null) {
      faults.add(Fault.at("/within", "is required with from: the longest wait, at most PT30S"));
    }
    if (form.body() == null && isXml(form.contentType())) {
      faults.add(Fault.at("/body", "is required with this contentType"));
    }
    Optional<ReplyTemplate> otherwise =
        Optional.ofNullable(form.otherwise())
            .map(it -> ReplyTemplate.of(it, ofRequest, "/otherwise", faults));
    return new TriggerReply(
        json,
        Optional.of(ReplyTemplate.of(ofRun(form), expressions.apply(ReplyData.OF_RUN), "", faults)),
        Optional.of(
            new FromRun(
                Duration.parse(Objects.requireNonNullElse(form.within(), "PT1S")), otherwise)));
  }

  /** Without a body, the reply is the output: as JSON, unless the form says another media type. */
  private static ReplyForm.Answer ofRun(ReplyForm form) {
    ReplyForm.Answer answer = form.answer();
    return answer.body() != null
        ? answer
        : new ReplyForm.Answer(
            answer.status(),
            answer.headers(),
            Objects.requireNonNullElse(answer.contentType(), ReplyMediaType.JSON.name()),
            OUTPUT);
  }

  private static boolean isXml(@Nullable String contentType) {
    return Optional.ofNullable(contentType)
        .flatMap(ReplyMediaType::of)
        .filter(type -> type.kind() == ReplyMediaType.Kind.XML)
        .isPresent();
  }

  private static void refuse(String pointer, @Nullable Object given, List<Fault> faults) {
    if (given != null) {
      faults.add(Fault.at(pointer, "requires from: run"));
    }
  }
}
