package drawbridge.expression.jq;

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

/** Rebuilds the parts of pipes, objects and destructuring patterns out of bounded nodes. */
final class AstMembers {

  private AstMembers() {}

  static FieldConstruction bounded(FieldConstruction member) {
    AstFields fields = new AstFields(member);
    if (member instanceof VariableKeyFieldConstruction) {
      return member;
    }
    @Nullable Expression value = fields.optional("value");
    if (member instanceof IdentifierKeyFieldConstruction) {
      return new IdentifierKeyFieldConstruction(fields.text("key"), value);
    }
    Expression key = BoundedNodes.key(fields.expression("key"));
    if (member instanceof StringKeyFieldConstruction) {
      return new StringKeyFieldConstruction(key, value);
    }
    if (member instanceof JsonQueryKeyFieldConstruction) {
      return new JsonQueryKeyFieldConstruction(key, value);
    }
    throw new RefusedProgram(member.getClass().getSimpleName() + " is not available in jq here");
  }

  static PatternMatcher bounded(PatternMatcher matcher) {
    AstFields fields = new AstFields(matcher);
    if (matcher instanceof ValueMatcher) {
      return matcher;
    }
    if (matcher instanceof ArrayMatcher) {
      List<PatternMatcher> inner = fields.list("matchers");
      return new ArrayMatcher(inner.stream().map(AstMembers::bounded).toList());
    }
    if (matcher instanceof ObjectMatcher) {
      List<FieldMatcher> inner = fields.list("matchers");
      return new ObjectMatcher(inner.stream().map(AstMembers::member).toList());
    }
    throw new RefusedProgram(matcher.getClass().getSimpleName() + " is not available in jq here");
  }

  static List<PipeComponent> components(AstFields fields) {
    return fields.<PipeComponent>list("components").stream().map(AstMembers::component).toList();
  }

  private static PipeComponent component(PipeComponent component) {
    AstFields fields = new AstFields(component);
    if (component instanceof AssignPipeComponent) {
      return new AssignPipeComponent(fields.expression("expr"), fields.matcher("matcher"));
    }
    return component instanceof TransformPipeComponent
        ? new TransformPipeComponent(fields.expression("expr"))
        : component;
  }

  private static FieldMatcher member(FieldMatcher member) {
    AstFields fields = new AstFields(member);
    Object inner = fields.read("matcher");
    return new FieldMatcher(
        fields.flag("dollar"),
        fields.expression("name"),
        inner == null ? null : bounded((PatternMatcher) inner));
  }
}
