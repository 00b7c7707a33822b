package drawbridge.expression.jq;

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

/**
 * Rebuilds jackson-jq's tree out of counted nodes. A kind of node that is not listed here is
 * refused.
 */
final class BoundedAst {

  private static final Map<Class<?>, Function<AstFields, Expression>> KINDS =
      Map.ofEntries(
          entry(ThisObject.class, AstFields::same),
          entry(VariableAccess.class, AstFields::same),
          entry(BreakExpression.class, AstFields::same),
          entry(FormattingFilter.class, AstFields::same),
          entry(RecursionOperator.class, p -> BoundedNodes.counted(p.same())),
          entry(IsolatedScopeQuery.class, p -> new IsolatedScopeQuery(p.expression("q"))),
          entry(TopLevelExpression.class, BoundedAst::program),
          entry(FunctionDefinition.class, BoundedAst::definition),
          entry(FunctionCall.class, BoundedAst::call),
          entry(Tuple.class, p -> BoundedNodes.counted(new Tuple(p.expressions("qs")))),
          entry(SemicolonOperator.class, p -> new SemicolonOperator(p.expressions("qs"))),
          entry(PipedQuery.class, p -> new PipedQuery(AstMembers.components(p))),
          entry(Conditional.class, BoundedAst::conditional),
          entry(
              TryCatch.class, p -> new TryCatch(p.expression("tryExpr"), p.optional("catchExpr"))),
          entry(TryCatch.Question.class, p -> new TryCatch.Question(p.expression("tryExpr"))),
          entry(ForeachExpression.class, BoundedAst::foreach),
          entry(ReduceExpression.class, BoundedAst::reduce),
          entry(NegativeExpression.class, p -> BoundedNodes.negated(p.expression("value"))),
          entry(ArrayConstruction.class, p -> BoundedNodes.collected(p.optional("q"))),
          entry(ObjectConstruction.class, BoundedAst::object),
          entry(StringInterpolation.class, BoundedAst::interpolation),
          entry(
              AlternativeOperatorExpression.class,
              p -> new AlternativeOperatorExpression(left(p), right(p))),
          entry(BooleanAndExpression.class, p -> new BooleanAndExpression(left(p), right(p))),
          entry(BooleanOrExpression.class, p -> new BooleanOrExpression(left(p), right(p))),
          entry(Assignment.class, p -> new Assigned(left(p), right(p), (there, value) -> value)),
          entry(UpdateAssignment.class, p -> new Assigned(left(p), right(p), null)),
          entry(BracketExtractFieldAccess.class, BoundedAst::all),
          entry(BracketFieldAccess.class, BoundedAst::bracket),
          entry(IdentifierFieldAccess.class, BoundedAst::field),
          entry(StringFieldAccess.class, BoundedAst::textField));

  private BoundedAst() {}

  /**
   * Rebuilds a tree.
   *
   * @throws RefusedProgram when it contains an unknown node
   */
  static Expression bounded(Expression node) {
    AstFields parts = new AstFields(node);
    if (node instanceof ValueLiteral) {
      return node;
    }
    if (node instanceof SimpleBinaryOperatorExpression) {
      return BoundedNodes.binary(left(parts), right(parts), operator(parts));
    }
    if (node instanceof ComplexAssignment) {
      return new Assigned(left(parts), right(parts), operator(parts)::applied);
    }
    Function<AstFields, Expression> kind = KINDS.get(node.getClass());
    if (kind == null) {
      throw new RefusedProgram(node.getClass().getSimpleName() + " is not available in jq here");
    }
    return kind.apply(parts);
  }

  private static BinaryOperators operator(AstFields parts) {
    return new BinaryOperators((BinaryOperator) parts.required("operator"));
  }

  private static Expression left(AstFields parts) {
    return parts.expression("lhs");
  }

  private static Expression right(AstFields parts) {
    return parts.expression("rhs");
  }

  private static Expression program(AstFields parts) {
    if (!parts.list("imports").isEmpty()) {
      throw new RefusedProgram("import is not available in jq here");
    }
    return parts.expression("expr");
  }

  private static Expression definition(AstFields parts) {
    return new FunctionDefinition(
        parts.text("fname"), parts.list("args"), parts.expression("body"));
  }

  private static Expression call(AstFields parts) {
    if (parts.read("moduleName") != null) {
      throw new RefusedProgram("import is not available in jq here");
    }
    return new FunctionCall(null, parts.text("name"), parts.expressions("args"), parts.version());
  }

  private static Expression conditional(AstFields parts) {
    List<Pair<Expression, Expression>> cases =
        parts.<Pair<Expression, Expression>>list("switches").stream()
            .map(c -> Pair.of(bounded(c._1), bounded(c._2)))
            .toList();
    return BoundedNodes.counted(new Conditional(cases, parts.expression("otherwise")));
  }

  private static Expression foreach(AstFields parts) {
    return BoundedNodes.counted(
        new ForeachExpression(
            parts.matcher("matcher"),
            parts.expression("initExpr"),
            parts.expression("updateExpr"),
            parts.optional("extractExpr"),
            parts.expression("iterExpr")));
  }

  private static Expression reduce(AstFields parts) {
    return BoundedNodes.reduced(
        parts.matcher("matcher"),
        parts.expression("initExpr"),
        parts.expression("reduceExpr"),
        parts.expression("iterExpr"));
  }

  private static Expression interpolation(AstFields parts) {
    List<Pair<Integer, Expression>> inner =
        parts.<Pair<Integer, Expression>>list("interpolations").stream()
            .map(i -> Pair.of(i._1, bounded(i._2)))
            .toList();
    return new Interpolation(parts.text("template"), inner, parts.optional("formatter"));
  }

  private static Expression all(AstFields parts) {
    return BoundedNodes.counted(new BracketExtractFieldAccess(target(parts), permissive(parts)));
  }

  private static Expression bracket(AstFields parts) {
    Expression start = parts.expression("startExpr");
    return parts.flag("isRange")
        ? BoundedNodes.making(
            new BracketFieldAccess(
                target(parts), start, parts.expression("endExpr"), permissive(parts)))
        : new Element(target(parts), start, permissive(parts));
  }

  private static Expression field(AstFields parts) {
    return new IdentifierFieldAccess(target(parts), parts.text("field"), permissive(parts));
  }

  private static Expression textField(AstFields parts) {
    return new StringFieldAccess(target(parts), parts.expression("field"), permissive(parts));
  }

  private static Expression target(AstFields parts) {
    return BoundedNodes.target(parts.expression("target"));
  }

  private static boolean permissive(AstFields parts) {
    return parts.flag("permissive");
  }

  private static Expression object(AstFields parts) {
    ObjectConstruction object = new ObjectConstruction();
    parts.<FieldConstruction>list("fields").forEach(field -> object.add(AstMembers.bounded(field)));
    return BoundedNodes.making(object);
  }
}
