package drawbridge.build;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.codehaus.groovy.ast.ASTNode;
import org.codehaus.groovy.ast.builder.AstBuilder;
import org.codehaus.groovy.ast.expr.ClosureExpression;
import org.codehaus.groovy.ast.expr.Expression;
import org.codehaus.groovy.ast.expr.MethodCallExpression;
import org.codehaus.groovy.ast.expr.TupleExpression;
import org.codehaus.groovy.ast.stmt.BlockStatement;
import org.codehaus.groovy.ast.stmt.ExpressionStatement;
import org.codehaus.groovy.ast.stmt.Statement;
import org.codehaus.groovy.control.CompilePhase;

/**
 * A declarative pipeline, read by Groovy's own parser and held against the sections, directives and
 * conditions of Jenkins' documented syntax (jenkins.io, Pipeline Syntax), as far as we use them;
 * and against the steps and options that we use. Not Jenkins' own linter: that needs its plugins,
 * which are in no public Maven repository of ours. So it knows nothing of the arguments of steps.
 */
final class Pipeline {

  private static final Set<String> TOP =
      Set.of(
          "agent", "options", "triggers", "tools", "environment", "parameters", "stages", "post");
  private static final Set<String> STAGE =
      Set.of(
          "agent",
          "options",
          "tools",
          "environment",
          "when",
          "input",
          "post",
          "steps",
          "stages",
          "parallel");
  private static final Set<String> BODIES = Set.of("steps", "stages", "parallel");
  private static final Set<String> OPTIONS =
      Set.of("timeout", "disableConcurrentBuilds", "buildDiscarder", "timestamps", "retry");
  private static final Set<String> TRIGGERS = Set.of("cron", "pollSCM", "upstream");
  private static final Set<String> TOOLS = Set.of("jdk", "maven", "gradle");
  private static final Set<String> CONDITIONS =
      Set.of(
          "always",
          "changed",
          "fixed",
          "regression",
          "aborted",
          "failure",
          "success",
          "unstable",
          "unsuccessful",
          "cleanup");
  private static final Set<String> WHEN =
      Set.of(
          "branch",
          "buildingTag",
          "changeset",
          "environment",
          "expression",
          "not",
          "allOf",
          "anyOf",
          "triggeredBy");
  private static final Set<String> STEPS =
      Set.of("sh", "junit", "archiveArtifacts", "echo", "dir", "retry", "timeout");

  private final List<String> faults = new ArrayList<>();

  private Pipeline() {}

  /**
   * What is wrong with it, each with its line; empty when nothing is.
   *
   * @throws org.codehaus.groovy.control.CompilationFailedException when it is not Groovy at all
   */
  static List<String> faults(String text) {
    List<ASTNode> parsed = new AstBuilder().buildFromString(CompilePhase.CONVERSION, true, text);
    Pipeline pipeline = new Pipeline();
    List<MethodCallExpression> top = pipeline.calls((BlockStatement) parsed.get(0));
    if (top.size() != 1 || !top.get(0).getMethodAsString().equals("pipeline")) {
      pipeline.faults.add("there is not one pipeline { } and nothing else");
    } else {
      pipeline.checkTop(top.get(0));
    }
    return pipeline.faults;
  }

  private void checkTop(MethodCallExpression pipeline) {
    List<MethodCallExpression> sections = block(pipeline);
    known(sections, TOP, "section");
    for (String needed : List.of("agent", "stages")) {
      if (sections.stream().noneMatch(each -> each.getMethodAsString().equals(needed))) {
        fault(pipeline, "the pipeline has no " + needed);
      }
    }
    sections.forEach(this::checkSection);
  }

  private void checkSection(MethodCallExpression section) {
    switch (section.getMethodAsString()) {
      case "options" -> known(filled(section), OPTIONS, "option");
      case "triggers" -> known(filled(section), TRIGGERS, "trigger");
      case "tools" -> known(filled(section), TOOLS, "tool");
      case "when" -> known(filled(section), WHEN, "condition");
      case "steps" -> known(filled(section), STEPS, "step");
      case "post" -> checkPost(section);
      case "stages", "parallel" -> filled(section).forEach(this::checkStage);
      default -> {} // agent, environment, parameters, input: not used with anything of their own
    }
  }

  private void checkPost(MethodCallExpression post) {
    List<MethodCallExpression> conditions = filled(post);
    known(conditions, CONDITIONS, "post condition");
    conditions.forEach(each -> known(filled(each), STEPS, "step"));
  }

  private void checkStage(MethodCallExpression stage) {
    if (!stage.getMethodAsString().equals("stage")) {
      fault(stage, "unknown in stages: " + stage.getMethodAsString());
      return;
    }
    if (arguments(stage).size() != 2) {
      fault(stage, "a stage has a name and a block");
    }
    List<MethodCallExpression> sections = block(stage);
    known(sections, STAGE, "section of a stage");
    long bodies =
        sections.stream().filter(each -> BODIES.contains(each.getMethodAsString())).count();
    if (bodies != 1) {
      fault(stage, "a stage has steps, stages or parallel, and one of them only");
    }
    sections.forEach(this::checkSection);
  }

  private void known(List<MethodCallExpression> calls, Set<String> names, String what) {
    calls.stream()
        .filter(call -> !names.contains(call.getMethodAsString()))
        .forEach(call -> fault(call, "unknown " + what + ": " + call.getMethodAsString()));
  }

  private List<MethodCallExpression> filled(MethodCallExpression section) {
    List<MethodCallExpression> inside = block(section);
    if (inside.isEmpty()) {
      fault(section, section.getMethodAsString() + " is empty");
    }
    return inside;
  }

  private List<MethodCallExpression> block(MethodCallExpression section) {
    List<Expression> arguments = arguments(section);
    if (!arguments.isEmpty()
        && arguments.get(arguments.size() - 1) instanceof ClosureExpression closure) {
      return calls((BlockStatement) closure.getCode());
    }
    fault(section, section.getMethodAsString() + " has no block");
    return List.of();
  }

  private static List<Expression> arguments(MethodCallExpression call) {
    return call.getArguments() instanceof TupleExpression tuple
        ? tuple.getExpressions()
        : List.of(call.getArguments());
  }

  private List<MethodCallExpression> calls(BlockStatement block) {
    List<MethodCallExpression> calls = new ArrayList<>();
    for (Statement statement : block.getStatements()) {
      if (statement instanceof ExpressionStatement expression
          && expression.getExpression() instanceof MethodCallExpression call) {
        calls.add(call);
      } else {
        fault(statement, "not declarative: " + statement.getText());
      }
    }
    return calls;
  }

  private void fault(ASTNode where, String what) {
    faults.add("line " + where.getLineNumber() + ": " + what);
  }
}
