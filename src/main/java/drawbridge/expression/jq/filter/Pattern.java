package drawbridge.expression.jq.filter;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.expression.jq.value.Indexing;
import drawbridge.expression.jq.value.JqError;
import drawbridge.expression.jq.value.Numbers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A pattern that takes a value apart: {@code $x}, {@code [$a, $b]}, {@code {key: $c}}. */
public sealed interface Pattern {

  /** Passes on the environment with the pattern's variables, once for each combination of keys. */
  void bind(Env env, JsonNode value, Consumer<Env> body);

  /** Returns the programs of the keys. */
  List<Filter> keys();

  /** {@code $name}, by the object that stands for it. */
  record Variable(Object name) implements Pattern {
    @Override
    public void bind(Env env, JsonNode value, Consumer<Env> body) {
      body.accept(env.with(name, value));
    }

    @Override
    public List<Filter> keys() {
      return List.of();
    }
  }

  /** {@code [first, second, …]} */
  record Elements(List<Pattern> elements, int at) implements Pattern {
    @Override
    public void bind(Env env, JsonNode value, Consumer<Env> body) {
      if (!value.isArray() && !value.isNull()) {
        throw Pattern.cannotTake(env, value, Numbers.of(0), at);
      }
      bind(env, value, 0, body);
    }

    private void bind(Env env, JsonNode value, int index, Consumer<Env> body) {
      if (index == elements.size()) {
        body.accept(env);
        return;
      }
      JsonNode element = Indexing.get(value, Numbers.of(index), env.budget());
      elements.get(index).bind(env, element, inner -> bind(inner, value, index + 1, body));
    }

    @Override
    public List<Filter> keys() {
      return elements.stream().flatMap(element -> element.keys().stream()).toList();
    }
  }

  /**
   * A member of an object pattern.
   *
   * @param variable the name that the whole member gets; null for none
   * @param value the pattern of the member; null for none
   */
  record Member(Filter key, @Nullable Object variable, @Nullable Pattern value, int at) {}

  /** {@code {key: pattern, …}} */
  record Members(List<Member> members) implements Pattern {
    @Override
    public void bind(Env env, JsonNode value, Consumer<Env> body) {
      bind(env, value, 0, body);
    }

    private void bind(Env env, JsonNode value, int index, Consumer<Env> body) {
      if (index == members.size()) {
        body.accept(env);
        return;
      }
      Member member = members.get(index);
      Consumer<Env> rest = inner -> bind(inner, value, index + 1, body);
      member.key.values(env, value, key -> bind(env, value, member, key, rest));
    }

    private static void bind(
        Env env, JsonNode value, Member member, JsonNode key, Consumer<Env> rest) {
      if (!key.isTextual() || (!value.isObject() && !value.isNull())) {
        throw Pattern.cannotTake(env, value, key, member.at);
      }
      JsonNode part = Indexing.get(value, key, env.budget());
      Env named = member.variable == null ? env : env.with(member.variable, part);
      if (member.value == null) {
        rest.accept(named);
      } else {
        member.value.bind(named, part, rest);
      }
    }

    @Override
    public List<Filter> keys() {
      List<Filter> keys = new ArrayList<>();
      for (Member member : members) {
        keys.add(member.key);
        keys.addAll(member.value == null ? List.of() : member.value.keys());
      }
      return keys;
    }
  }

  private static JqError cannotTake(Env env, JsonNode value, JsonNode key, int at) {
    try {
      Indexing.get(value, key, env.budget());
      return JqError.of("a pattern does not fit").at(at);
    } catch (JqError e) {
      return e.at(at);
    }
  }
}
