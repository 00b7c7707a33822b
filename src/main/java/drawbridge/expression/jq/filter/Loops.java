package drawbridge.expression.jq.filter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import drawbridge.expression.jq.value.Bounds;
import drawbridge.expression.jq.value.Budget;
import drawbridge.expression.jq.value.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@code reduce} and {@code foreach}. */
public final class Loops {

  private Loops() {}

  /**
   * {@code reduce source as $x (start; update)}, {@code foreach source as $x (start; update)}.
   *
   * @param state the object that stands for the state of the loop
   * @param rounds the bindings around an {@link Update}
   * @param isReduce whether the last state is the only result, and not each one
   */
  public record Loop(Filter start, Object state, Filter rounds, boolean isReduce)
      implements Filter {
    @Override
    public void run(Env env, JsonNode in, @Nullable Path path, Sink out) {
      start.run(
          env,
          in,
          path,
          (first, at) -> {
            State begun = new State(first, at, isReduce);
            rounds.run(env.with(state, begun), in, path, isReduce ? (value, p) -> {} : out);
            if (isReduce) {
              out.emit(begun.value, begun.path);
            }
          });
    }

    @Override
    public List<Filter> parts() {
      return List.of(start, rounds);
    }
  }

  /** One round: each result becomes the state; without any it is null. */
  public record Update(Object state, Filter update) implements Filter {
    @Override
    public void run(Env env, JsonNode in, @Nullable Path path, Sink out) {
      ((State) env.value(state)).update(env, update, out);
    }

    @Override
    public List<Filter> parts() {
      return List.of(update);
    }
  }

  /**
   * What a loop passes from round to round. Nothing else that a round of {@code reduce} makes
   * survives it, so that the rest is refunded. The state is measured only when enough was charged.
   */
  private static final class State {
    private final boolean isReduce;
    private JsonNode value;
    private @Nullable Path path;
    private long counted;

    State(JsonNode value, @Nullable Path path, boolean isReduce) {
      this.value = value;
      this.path = path;
      this.isReduce = isReduce;
    }

    void update(Env env, Filter update, Filter.Sink out) {
      Budget budget = env.budget();
      long begun = budget.built();
      budget.step();
      JsonNode old = value;
      Path at = path;
      value = NullNode.instance;
      path = Filter.calculated(at);
      update.run(
          env,
          old,
          at,
          (result, p) -> {
            value = result;
            path = p;
            out.emit(result, p);
          });
      boolean isAlone = isReduce && path == null; // the keys of a path survive too
      counted += budget.built() - begun;
      if (isAlone && counted > Bounds.BUILT / 2) {
        long held = budget.held(value);
        budget.refund(counted);
        budget.build(held);
        counted = held;
      }
    }
  }
}
