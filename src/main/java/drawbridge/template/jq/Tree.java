package drawbridge.template.jq;

import static java.util.Map.entry;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import net.thisptr.jackson.jq.Expression;
import net.thisptr.jackson.jq.internal.IsolatedScopeQuery;
import net.thisptr.jackson.jq.internal.misc.Pair;
import net.thisptr.jackson.jq.internal.operators.BinaryOperator;
import net.thisptr.jackson.jq.internal.tree.*;
import net.thisptr.jackson.jq.internal.tree.binaryop.*;
import net.thisptr.jackson.jq.internal.tree.binaryop.assignment.*;
import net.thisptr.jackson.jq.internal.tree.fieldaccess.*;
import net.thisptr.jackson.jq.internal.tree.literal.ValueLiteral;
import net.thisptr.jackson.jq.internal.tree.matcher.PatternMatcher;
import net.thisptr.jackson.jq.internal.tree.matcher.matchers.*;

/**
 * Builds jackson-jq's tree anew out of nodes that are counted. A kind of node that is not named
 * here is refused.
 */
final class Tree {

  private static final Map<Class<?>, Function<Parts, Expression>> KINDS =
      Map.ofEntries(
          entry(ThisObject.class, Parts::same),
          entry(VariableAccess.class, Parts::same),
          entry(BreakExpression.class, Parts::same),
          entry(FormattingFilter.class, Parts::same),
          entry(RecursionOperator.class, p -> new Nodes.Counted(p.same())),
          entry(IsolatedScopeQuery.class, p -> new IsolatedScopeQuery(p.expression("q"))),
          entry(TopLevelExpression.class, Tree::program),
          entry(FunctionDefinition.class, Tree::definition),
          entry(FunctionCall.class, Tree::call),
          entry(Tuple.class, p -> new Nodes.Counted(new Tuple(p.expressions("qs")))),
          entry(SemicolonOperator.class, p -> new SemicolonOperator(p.expressions("qs"))),
          entry(PipedQuery.class, p -> new PipedQuery(Members.components(p))),
          entry(Conditional.class, Tree::conditional),
          entry(
              TryCatch.class, p -> new TryCatch(p.expression("tryExpr"), p.optional("catchExpr"))),
          entry(TryCatch.Question.class, p -> new TryCatch.Question(p.expression("tryExpr"))),
          entry(ForeachExpression.class, Tree::foreach),
          entry(ReduceExpression.class, Tree::reduce),
          entry(NegativeExpression.class, p -> new Nodes.Negation(p.expression("value"))),
          entry(ArrayConstruction.class, p -> new Nodes.Collected(p.optional("q"))),
          entry(ObjectConstruction.class, Tree::object),
          entry(StringInterpolation.class, Tree::interpolation),
          entry(AlternativeOperatorExpression.class, Tree::alternative),
          entry(BooleanAndExpression.class, p -> new BooleanAndExpression(left(p), right(p))),
          entry(BooleanOrExpression.class, p -> new BooleanOrExpression(left(p), right(p))),
          entry(Assignment.class, p -> new Assigned(left(p), right(p), (there, value) -> value)),
          entry(UpdateAssignment.class, p -> new Assigned(left(p), right(p), null)),
          entry(BracketExtractFieldAccess.class, Tree::all),
          entry(BracketFieldAccess.class, Tree::bracket),
          entry(IdentifierFieldAccess.class, Tree::field),
          entry(StringFieldAccess.class, Tree::textField));

  private Tree() {}

  /**
   * @throws Refused when there is a node in it that we do not know
   */
  static Expression bounded(Expression node) {
    Parts parts = new Parts(node);
    if (node instanceof ValueLiteral) {
      return node;
    }
    if (node instanceof SimpleBinaryOperatorExpression) {
      return new Nodes.Binary(left(parts), right(parts), operator(parts));
    }
    if (node instanceof ComplexAssignment) {
      return new Assigned(left(parts), right(parts), operator(parts)::applied);
    }
    Function<Parts, Expression> kind = KINDS.get(node.getClass());
    if (kind == null) {
      throw new Refused(node.getClass().getSimpleName() + " is not available in jq here");
    }
    return kind.apply(parts);
  }

  private static Operators operator(Parts parts) {
    return new Operators((BinaryOperator) parts.required("operator"));
  }

  private static Expression left(Parts parts) {
    return parts.expression("lhs");
  }

  private static Expression right(Parts parts) {
    return parts.expression("rhs");
  }

  private static Expression program(Parts parts) {
    if (!parts.list("imports").isEmpty()) {
      throw new Refused("import is not available in jq here");
    }
    return parts.expression("expr");
  }

  private static Expression definition(Parts parts) {
    return new FunctionDefinition(
        parts.text("fname"), parts.list("args"), parts.expression("body"));
  }

  private static Expression call(Parts parts) {
    if (parts.read("moduleName") != null) {
      throw new Refused("import is not available in jq here");
    }
    return new FunctionCall(null, parts.text("name"), parts.expressions("args"), parts.version());
  }

  private static Expression conditional(Parts parts) {
    List<Pair<Expression, Expression>> cases =
        parts.<Pair<Expression, Expression>>list("switches").stream()
            .map(c -> Pair.of(bounded(c._1), bounded(c._2)))
            .toList();
    return new Nodes.Counted(new Conditional(cases, parts.expression("otherwise")));
  }

  private static Expression foreach(Parts parts) {
    return new Nodes.Counted(
        new ForeachExpression(
            parts.matcher("matcher"),
            parts.expression("initExpr"),
            parts.expression("updateExpr"),
            parts.optional("extractExpr"),
            parts.expression("iterExpr")));
  }

  private static Expression reduce(Parts parts) {
    return new Nodes.Reduced(
        parts.matcher("matcher"),
        parts.expression("initExpr"),
        parts.expression("reduceExpr"),
        parts.expression("iterExpr"));
  }

  private static Expression alternative(Parts parts) {
    return new AlternativeOperatorExpression(left(parts), right(parts));
  }

  private static Expression interpolation(Parts parts) {
    List<Pair<Integer, Expression>> inner =
        parts.<Pair<Integer, Expression>>list("interpolations").stream()
            .map(i -> Pair.of(i._1, bounded(i._2)))
            .toList();
    return new Interpolation(parts.text("template"), inner, parts.optional("formatter"));
  }

  private static Expression all(Parts parts) {
    return new Nodes.Counted(new BracketExtractFieldAccess(target(parts), permissive(parts)));
  }

  private static Expression bracket(Parts parts) {
    Expression start = parts.expression("startExpr");
    return parts.flag("isRange")
        ? new Nodes.Making(
            new BracketFieldAccess(
                target(parts), start, parts.expression("endExpr"), permissive(parts)))
        : new Element(target(parts), start, permissive(parts));
  }

  private static Expression field(Parts parts) {
    return new IdentifierFieldAccess(target(parts), parts.text("field"), permissive(parts));
  }

  private static Expression textField(Parts parts) {
    return new StringFieldAccess(target(parts), parts.expression("field"), permissive(parts));
  }

  private static Expression target(Parts parts) {
    return new Nodes.Target(parts.expression("target"));
  }

  private static boolean permissive(Parts parts) {
    return parts.flag("permissive");
  }

  private static Expression object(Parts parts) {
    ObjectConstruction object = new ObjectConstruction();
    parts.<FieldConstruction>list("fields").forEach(field -> object.add(Members.bounded(field)));
    return new Nodes.Making(object);
  }

  static PatternMatcher bounded(PatternMatcher matcher) {
    return Members.bounded(matcher);
  }
}
