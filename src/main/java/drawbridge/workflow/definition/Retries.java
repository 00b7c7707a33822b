package drawbridge.workflow.definition;

import drawbridge.workflow.step.Span;
import drawbridge.workflow.step.Step.Backoff;
import drawbridge.workflow.step.Step.Retry;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** {@code retry}, in a catch or in {@code use.retries}. */
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

  private static final int MOST_ATTEMPTS = 10_000;

  private Retries() {}

  static Retry compile(Node node, Bench bench) {
    Members members = node.members("a retry policy, or the name of one");
    Optional<Node> jitter = members.find("jitter");
    Optional<Node> limit = members.find("limit");
    Optional<Node> attempt = limit.flatMap(Retries::attempt);
    Retry retry =
        new Retry(
            members.find("when").map(bench::condition),
            members.find("exceptWhen").map(bench::condition),
            members.find("delay").map(bench::span),
            members.find("backoff").map(Retries::backoff).orElse(Backoff.CONSTANT),
            jitter.map(j -> bound(j, "from", bench)),
            jitter.map(j -> bound(j, "to", bench)),
            attempt.flatMap(Retries::count),
            attempt.flatMap(a -> duration(a, bench)),
            limit.flatMap(l -> duration(l, bench)));
    jitter.ifPresent(j -> known(j, "from", "to"));
    limit.ifPresent(l -> known(l, "attempt", "duration"));
    attempt.ifPresent(a -> known(a, "count", "duration"));
    members.end();
    return retry;
  }

  private static Backoff backoff(Node node) {
    Members members = node.members("an object with constant, linear or exponential");
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
      node.fault("needed is one of constant: {}, linear: {} and exponential: {}");
    }
    return given.isEmpty() ? Backoff.CONSTANT : given.get(0);
  }

  private static Span bound(Node jitter, String name, Bench bench) {
    return bench.span(new Members(jitter).require(name, "a duration"));
  }

  private static Optional<Node> attempt(Node limit) {
    return new Members(limit).find("attempt");
  }

  private static Optional<Integer> count(Node attempt) {
    return new Members(attempt)
        .find("count")
        .map(count -> count.integer(0, MOST_ATTEMPTS, "how many retries at the most"));
  }

  private static Optional<Span> duration(Node node, Bench bench) {
    return new Members(node).find("duration").map(bench::span);
  }

  private static void known(Node node, String... names) {
    Members members = node.members("an object with " + String.join(" and ", names));
    for (String name : names) {
      members.find(name);
    }
    members.end();
  }
}
