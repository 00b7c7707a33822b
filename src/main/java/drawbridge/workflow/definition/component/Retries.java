package drawbridge.workflow.definition.component;

import drawbridge.workflow.definition.source.DefinitionNode;
import drawbridge.workflow.definition.source.NodeMembers;
import drawbridge.workflow.model.TaskBody.Backoff;
import drawbridge.workflow.model.TaskBody.Retry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** Compiles {@code retry}, in a catch or in {@code use.retries}. */
public final class Retries {

  static final Retry NONE =
      new Retry(
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Backoff.CONSTANT,
          Optional.empty(),
          Optional.empty(),
          Optional.of(0),
          Optional.empty(),
          Optional.empty());

  private static final int MAX_ATTEMPTS = 10_000;

  private Retries() {}

  public static Retry compile(DefinitionNode node, CompileContext context) {
    NodeMembers members = node.members("a retry policy, or the name of one");
    Optional<NodeMembers> jitter =
        members.find("jitter").map(j -> j.members("an object with from and to"));
    Optional<NodeMembers> limit =
        members.find("limit").map(l -> l.members("an object with attempt and duration"));
    Optional<NodeMembers> attempt =
        limit
            .flatMap(l -> l.find("attempt"))
            .map(a -> a.members("an object with count and duration"));
    Retry retry =
        new Retry(
            members.find("when").map(context::condition),
            members.find("exceptWhen").map(context::condition),
            members.find("delay").map(context::duration),
            members.find("backoff").map(Retries::backoff).orElse(Backoff.CONSTANT),
            jitter.map(j -> context.duration(j.require("from", "a duration"))),
            jitter.map(j -> context.duration(j.require("to", "a duration"))),
            attempt
                .flatMap(a -> a.find("count"))
                .map(count -> count.integer(0, MAX_ATTEMPTS, "the maximum number of retries")),
            attempt.flatMap(a -> a.find("duration")).map(context::duration),
            limit.flatMap(l -> l.find("duration")).map(context::duration));
    Stream.of(jitter, limit, attempt).flatMap(Optional::stream).forEach(NodeMembers::end);
    members.end();
    return retry;
  }

  private static Backoff backoff(DefinitionNode node) {
    NodeMembers members = node.members("an object with constant, linear or exponential");
    List<Backoff> given = new ArrayList<>();
    for (Backoff backoff : Backoff.values()) {
      members
          .find(backoff.name().toLowerCase(Locale.ROOT))
          .ifPresent(
              shape -> {
                shape.members("an empty object, {}").end();
                given.add(backoff);
              });
    }
    members.end();
    if (node.isObject() && given.size() != 1) {
      node.fault("must be one of constant: {}, linear: {} and exponential: {}");
    }
    return given.isEmpty() ? Backoff.CONSTANT : given.get(0);
  }
}
