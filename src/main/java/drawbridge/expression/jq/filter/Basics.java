package drawbridge.expression.jq.filter;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import drawbridge.expression.jq.value.Arithmetic;
import drawbridge.expression.jq.value.Budget;
import drawbridge.expression.jq.value.JqError;
import drawbridge.expression.jq.value.Path;
import drawbridge.expression.jq.value.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Literals, pipes, and the construction of texts, arrays and objects. */
public final class Basics {

  private Basics() {}

  /** {@code .} */
  public record Identity() implements Filter {
    @Override
    public void run(Env env, JsonNode in, @Nullable Path path, Sink out) {
      out.emit(in, path);
    }
  }

  /** A constant. */
  public record Literal(JsonNode value) implements Filter {
    @Override
    public void run(Env env, JsonNode in, @Nullable Path path, Sink out) {
      boolean isInput = path != null && value.isNull() && in.isNull();
      out.emit(value, isInput ? path : Filter.calculated(path));
    }
  }

  /** {@code first | second} */
  public record Pipe(Filter first, Filter second) implements Filter {
    @Override
    public void run(Env env, JsonNode in, @Nullable Path path, Sink out) {
      env.budget().step();
      first.run(env, in, path, (value, at) -> second.run(env, value, at, out));
    }

    @Override
    public List<Filter> parts() {
      return List.of(first, second);
    }
  }

  /** {@code first, second} */
  public record Comma(Filter first, Filter second) implements Filter {
    @Override
    public void run(Env env, JsonNode in, @Nullable Path path, Sink out) {
      env.budget().step();
      first.run(env, in, path, out);
      second.run(env, in, path, out);
    }

    @Override
    public List<Filter> parts() {
      return List.of(first, second);
    }
  }

  /** {@code -value} */
  public record Negative(Filter value, int at) implements Filter {
    @Override
    public void run(Env env, JsonNode in, @Nullable Path path, Sink out) {
      value.values(env, in, v -> out.emit(negated(v, env), Filter.calculated(path)));
    }

    private JsonNode negated(JsonNode number, Env env) {
      try {
        return Arithmetic.negate(number, env.budget());
      } catch (JqError e) {
        throw e.at(at);
      }
    }

    @Override
    public List<Filter> parts() {
      return List.of(value);
    }
  }

  /** {@code [elements]} */
  public record Array(Filter elements) implements Filter {
    @Override
    public void run(Env env, JsonNode in, @Nullable Path path, Sink out) {
      Budget budget = env.budget();
      budget.buildElements(1);
      ArrayNode all = JsonNodeFactory.instance.arrayNode();
      elements.values(
          env,
          in,
          value -> {
            budget.buildElements(1);
            all.add(value);
          });
      out.emit(all, Filter.calculated(path));
    }

    @Override
    public List<Filter> parts() {
      return List.of(elements);
    }
  }

  /** A member of an object under construction. */
  public record Member(Filter key, Filter value, int at) {}

  /** {@code {key: value, …}}: every combination of keys and values; the first varies slowest. */
  public record Members(List<Member> members) implements Filter {
    @Override
    public void run(Env env, JsonNode in, @Nullable Path path, Sink out) {
      add(env, in, new JsonNode[2 * members.size()], 0, path, out);
    }

    /** Chooses a key and a value for the member at this index and the later ones. */
    private void add(
        Env env, JsonNode in, JsonNode[] chosen, int index, @Nullable Path path, Sink out) {
      if (index == members.size()) {
        out.emit(object(chosen, env.budget()), Filter.calculated(path));
        return;
      }
      Member member = members.get(index);
      Consumer<JsonNode> each =
          key ->
              member.value.values(
                  env,
                  in,
                  value -> {
                    chosen[2 * index] = key;
                    chosen[2 * index + 1] = value;
                    add(env, in, chosen, index + 1, path, out);
                  });
      member.key.values(env, in, each);
    }

    private ObjectNode object(JsonNode[] chosen, Budget budget) {
      budget.buildMembers(members.size() + 1L);
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      for (int i = 0; i < members.size(); i++) {
        object.set(name(chosen[2 * i], members.get(i), budget), chosen[2 * i + 1]);
      }
      return object;
    }

    static String name(JsonNode key, Member member, Budget budget) {
      if (!key.isTextual()) {
        throw JqError.of(
                "Cannot use " + Values.described(key, budget) + " as object key",
                "Cannot use " + Values.type(key) + " as object key")
            .at(member.at);
      }
      return key.textValue();
    }

    @Override
    public List<Filter> parts() {
      List<Filter> parts = new ArrayList<>();
      for (Member member : members) {
        parts.add(member.key);
        parts.add(member.value);
      }
      return parts;
    }
  }

  /** A text with interpolations; each part makes texts. The last part varies slowest. */
  public record Text(List<Filter> pieces) implements Filter {
    @Override
    public void run(Env env, JsonNode in, @Nullable Path path, Sink out) {
      add(env, in, pieces.size() - 1, "", path, out);
    }

    private void add(Env env, JsonNode in, int index, String rest, @Nullable Path p, Sink out) {
      if (index < 0) {
        out.emit(TextNode.valueOf(rest), Filter.calculated(p));
        return;
      }
      Filter piece = pieces.get(index);
      piece.values(
          env,
          in,
          text -> {
            env.budget().buildText((long) text.textValue().length() + rest.length());
            add(env, in, index - 1, text.textValue() + rest, p, out);
          });
    }

    @Override
    public List<Filter> parts() {
      return pieces;
    }
  }
}
