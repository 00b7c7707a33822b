package drawbridge.run.interpreter;

import drawbridge.platform.Json;
import drawbridge.workflow.definition.DefinitionFormat;
import drawbridge.workflow.definition.DefinitionReader;
import drawbridge.workflow.model.Definition;

/** Definitions as people write them, and what became of their runs. */
final class Written {

  private static final DefinitionReader READER = new DefinitionReader();

  private Written() {}

  /** A definition that is only tasks. */
  static Definition tasks(String tasks) {
    return definition("do:\n" + tasks.indent(2));
  }

  /** A definition from {@code do} on, or from what stands beside it. */
  static Definition definition(String body) {
    return read("", body);
  }

  /** A strict definition. */
  static Definition strict(String body) {
    return read("metadata: {strict: true}", body);
  }

  private static Definition read(String more, String body) {
    String document = "dsl: '1.0.0', namespace: tests, name: test, version: '1.0.0'";
    String head = "document: {" + document + (more.isEmpty() ? "" : ", " + more) + "}\n";
    return READER
        .read(head + body, DefinitionFormat.YAML)
        .match(
            read -> read,
            faults -> {
              throw new AssertionError(faults);
            });
  }

  static String output(Outcome outcome) {
    if (outcome instanceof Outcome.Succeeded done) {
      return Json.write(done.output());
    }
    throw new AssertionError(outcome);
  }

  /** A member of the problem of a run that failed. */
  static String problem(Outcome outcome, String member) {
    if (outcome instanceof Outcome.Failed failed) {
      return failed.problem().at(member).asText();
    }
    throw new AssertionError(outcome);
  }
}
