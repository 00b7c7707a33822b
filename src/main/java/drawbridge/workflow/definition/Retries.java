package drawbridge.workflow.definition;

import drawbridge.workflow.model.DurationValue;
import drawbridge.workflow.model.TaskBody.Backoff;
import drawbridge.workflow.model.TaskBody.Retry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Compiles {@code retry}, in a catch or in {@code use.retries}. */
final class Retries {

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

  static Retry compile(DefinitionNode node, CompileContext context) {
    NodeMembers members = node.members("a retry policy, or the name of one");
    Optional<DefinitionNode> jitter = members.find("jitter");
    Optional<DefinitionNode> limit = members.find("limit");
    Optional<DefinitionNode> attempt = limit.flatMap(Retries::attempt);
    Retry retry =
        new Retry(
            members.find("when").map(context::condition),
            members.find("exceptWhen").map(context::condition),
            members.find("delay").map(context::duration),
            members.find("backoff").map(Retries::backoff).orElse(Backoff.CONSTANT),
            jitter.map(j -> bound(j, "from", context)),
            jitter.map(j -> bound(j, "to", context)),
            attempt.flatMap(Retries::count),
            attempt.flatMap(a -> duration(a, context)),
            limit.flatMap(l -> duration(l, context)));
    jitter.ifPresent(j -> known(j, "from", "to"));
    limit.ifPresent(l -> known(l, "attempt", "duration"));
    attempt.ifPresent(a -> known(a, "count", "duration"));
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

  private static DurationValue bound(DefinitionNode jitter, String name, CompileContext context) {
    return context.duration(new NodeMembers(jitter).require(name, "a duration"));
  }

  private static Optional<DefinitionNode> attempt(DefinitionNode limit) {
    return new NodeMembers(limit).find("attempt");
  }

  private static Optional<Integer> count(DefinitionNode attempt) {
    return new NodeMembers(attempt)
        .find("count")
        .map(count -> count.integer(0, MAX_ATTEMPTS, "the maximum number of retries"));
  }

  private static Optional<DurationValue> duration(DefinitionNode node, CompileContext context) {
    return new NodeMembers(node).find("duration").map(context::duration);
  }

  private static void known(DefinitionNode node, String... names) {
    NodeMembers members = node.members("an object with " + String.join(" and ", names));
    for (String name : names) {
      members.find(name);
    }
    members.end();
  }
}
