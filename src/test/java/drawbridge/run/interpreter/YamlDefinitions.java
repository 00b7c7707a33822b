package drawbridge.run.interpreter;

import drawbridge.platform.json.Json;
import drawbridge.workflow.definition.DefinitionFormat;
import drawbridge.workflow.definition.DefinitionReader;
import drawbridge.workflow.model.Definition;

/** Parses YAML definitions, and reads outcomes. */
final class YamlDefinitions {

  private static final DefinitionReader READER = new DefinitionReader();

  private YamlDefinitions() {}

  /** Returns a definition with these tasks. */
  static Definition tasks(String tasks) {
    return definition("do:\n" + tasks.indent(2));
  }

  /** Returns a definition with these members beside its document. */
  static Definition definition(String body) {
    return read("", body);
  }

  /** Returns a strict definition. */
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

  /** Returns a member of the problem of a failed run. */
  static String problem(Outcome outcome, String member) {
    if (outcome instanceof Outcome.Failed failed) {
      return failed.problem().at(member).asText();
    }
    throw new AssertionError(outcome);
  }
}
