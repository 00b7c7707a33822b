package drawbridge.template.jq;

import java.util.List;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.internal.tree.AssignPipeComponent;
import net.thisptr.jackson.jq.internal.tree.FieldConstruction;
import net.thisptr.jackson.jq.internal.tree.IdentifierKeyFieldConstruction;
import net.thisptr.jackson.jq.internal.tree.JsonQueryKeyFieldConstruction;
import net.thisptr.jackson.jq.internal.tree.PipeComponent;
import net.thisptr.jackson.jq.internal.tree.StringKeyFieldConstruction;
import net.thisptr.jackson.jq.internal.tree.TransformPipeComponent;
import net.thisptr.jackson.jq.internal.tree.VariableKeyFieldConstruction;
import net.thisptr.jackson.jq.internal.tree.matcher.PatternMatcher;
import net.thisptr.jackson.jq.internal.tree.matcher.matchers.ArrayMatcher;
import net.thisptr.jackson.jq.internal.tree.matcher.matchers.ObjectMatcher;
import net.thisptr.jackson.jq.internal.tree.matcher.matchers.ObjectMatcher.FieldMatcher;
import net.thisptr.jackson.jq.internal.tree.matcher.matchers.ValueMatcher;
import org.jspecify.annotations.Nullable;

/** The parts of pipes, objects and destructuring patterns, built anew like the rest of a tree. */
final class Members {

  private Members() {}

  static FieldConstruction bounded(FieldConstruction member) {
    Parts parts = new Parts(member);
    if (member instanceof VariableKeyFieldConstruction) {
      return member;
    }
    @Nullable Expression value = parts.optional("value");
    if (member instanceof IdentifierKeyFieldConstruction) {
      return new IdentifierKeyFieldConstruction(parts.text("key"), value);
    }
    Expression key = new Nodes.Key(parts.expression("key"));
    if (member instanceof StringKeyFieldConstruction) {
      return new StringKeyFieldConstruction(key, value);
    }
    if (member instanceof JsonQueryKeyFieldConstruction) {
      return new JsonQueryKeyFieldConstruction(key, value);
    }
    throw new Refused(member.getClass().getSimpleName() + " is not available in jq here");
  }

  static PatternMatcher bounded(PatternMatcher matcher) {
    Parts parts = new Parts(matcher);
    if (matcher instanceof ValueMatcher) {
      return matcher;
    }
    if (matcher instanceof ArrayMatcher) {
      List<PatternMatcher> inner = parts.list("matchers");
      return new ArrayMatcher(inner.stream().map(Members::bounded).toList());
    }
    if (matcher instanceof ObjectMatcher) {
      List<FieldMatcher> inner = parts.list("matchers");
      return new ObjectMatcher(inner.stream().map(Members::member).toList());
    }
    throw new Refused(matcher.getClass().getSimpleName() + " is not available in jq here");
  }

  static List<PipeComponent> components(Parts parts) {
    return parts.<PipeComponent>list("components").stream().map(Members::component).toList();
  }

  private static PipeComponent component(PipeComponent component) {
    Parts parts = new Parts(component);
    if (component instanceof AssignPipeComponent) {
      return new AssignPipeComponent(parts.expression("expr"), parts.matcher("matcher"));
    }
    return component instanceof TransformPipeComponent
        ? new TransformPipeComponent(parts.expression("expr"))
        : component;
  }

  private static FieldMatcher member(FieldMatcher member) {
    Parts parts = new Parts(member);
    Object inner = parts.read("matcher");
    return new FieldMatcher(
        parts.flag("dollar"),
        parts.expression("name"),
        inner == null ? null : bounded((PatternMatcher) inner));
  }
}
