package drawbridge.workflow.definition;

import static drawbridge.workflow.definition.DefinitionReaderTest.HEAD;
import static drawbridge.workflow.definition.DefinitionReaderTest.faults;
import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.Fault;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the reader says about definitions that other engines accept, or that are half right. */
class MessagesTest {

  private static final DefinitionReader READER = new DefinitionReader();

  private static List<Fault> read(String body) {
    return faults(READER.read(HEAD + body.replace('|', '\n'), DefinitionFormat.YAML));
  }

  /** Columns: definition, pointer, detail. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '→',
      quoteCharacter = '§',
      value = {
        "evaluate: {language: js}|do: [{a: {set: {x: 1}}}]"
            + "→/evaluate/language→must be jq: expressions are jq in ${ … }",
        "evaluate: {mode: loose}|do: [{a: {set: {x: 1}}}]"
            + "→/evaluate/mode→must be strict: write expressions in ${ … }",
        "evaluate: jq|do: [{a: {set: {x: 1}}}]"
            + "→/evaluate→must be an object with language and mode, not a string",
        "do: [{a: {try: [{b: {set: {x: 1}}}], catch: {retry: {backoff: {linear: {increment: 1}}}}}}]"
            + "→/do/0/a/catch/retry/backoff/linear/increment"
            + "→unknown member `increment`; leave it out: this object is empty",
        "do: [{a: {set: {x: '{{#if runtime.a}}b'}}}]"
            + "→/do/0/a/set/x→the template cannot be read at line 1, column 19: a {{…}} or {{#…}} is"
            + " not closed before the end",
        "do: [{a: {set: {x: 'b {{runtime.a'}}}]"
            + "→/do/0/a/set/x→the template cannot be read at line 1, column 14: a {{…}} or {{#…}} is"
            + " not closed before the end",
        "do: [{a: {emit: {event: {with: {type: t}}}}}]"
            + "→/do/0/a/emit→`emit` is not supported as a task; send the event with call: http",
        "do: [{a: {listen: {to: {one: {}}}}}]"
            + "→/do/0/a/listen→`listen` is not supported as a task; let the event start a workflow"
            + " through a trigger",
        "schedule: {every: {days: 1}}|do: [{a: {set: {x: 1}}}]"
            + "→/schedule→`schedule` is not supported; runs are started by webhooks: let a timer"
            + " call a trigger of this workflow",
        "do: [{a: {call: openapi, with: {document: {endpoint: 'http://a'}, operationId: x}}}]"
            + "→/do/0/a/call→`call: openapi` is not supported; call the operation by its method and"
            + " URL with call: http",
        "do: [{a: {call: grpc}}]→/do/0/a/call→`call: grpc` is not supported; call the service's HTTP"
            + " or JSON gateway with call: http",
        "do: [{a: {call: mcp}}]→/do/0/a/call→`call: mcp` is not supported; post the server's"
            + " JSON-RPC request with call: http",
        "do: [{a: {run: {script: {language: js, code: x}}}}]→/do/0/a/run/script→`script` is not"
            + " supported: processes are never started here; let a service run it, and call that"
            + " with call: http",
        "use: {catalogs: {c: {endpoint: 'http://a'}}}|do: [{a: {set: {x: 1}}}]→/use/catalogs→"
            + "`catalogs` is not supported in `use`: functions are not fetched; copy their tasks"
            + " into use.functions",
        "use: {extensions: []}|do: [{a: {set: {x: 1}}}]→/use/extensions→`extensions` is not"
            + " supported in `use`; write its tasks before and after the call",
      })
  void aFaultSaysWhatToWriteInstead(String body, String pointer, String detail) {
    assertThat(read(body))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.pointer()).isEqualTo(pointer);
              assertThat(fault.detail()).isEqualTo(detail);
            });
  }

  @Test
  void theDefaultsOfEvaluateAreAccepted() {
    assertThat(read("evaluate: {language: jq, mode: strict}|do: [{a: {set: {x: 1}}}]")).isEmpty();
    assertThat(read("evaluate: {}|do: [{a: {set: {x: 1}}}]")).isEmpty();
  }

  @Test
  void commentsOfTemplatesAreRead() {
    assertThat(read("do: [{a: {set: {x: 'a {{~! c ~}} b {{! d }} c {{!-- }} --}}'}}}]")).isEmpty();
  }
}
