package drawbridge.contract;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.json.Json;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpectedTest {

  private final Bindings bindings = Bindings.of(Map.of("workspace", "w"));

  private boolean matches(String expected, String actual) {
    return new Expected(bindings)
        .difference(Json.read(expected.replace('\'', '"')), Json.read(actual.replace('\'', '"')))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'a':1}                      | {'a':1,'b':2}
          {'a':{}}                     | {'a':{}}
          {'<only>':true,'a':1}        | {'a':1}
          {'a':'<absent>'}             | {}
          {'a':'<any>'}                | {'a':false}
          {'a':'<uuid>'}               | {'a':'9b2c1f6e-0000-4000-8000-000000000000'}
          {'a':1.10}                   | {'a':1.10}
          ['<anyOrder>',{'p':1},{'p':2}] | [{'p':2,'q':1},{'p':1}]
          {'a':null}                   | {'a':null}
          '/{workspace}/x'             | '/w/x'
          ['<runId:a>','<runId:a>']    | ['x','x']
          """)
  void matching(String expected, String actual) {
    assertThat(matches(expected, actual)).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          {'a':1}                      | {'b':2}
          {'a':{}}                     | {'a':{'b':1}}
          {'a':{}}                     | {'a':[]}
          {'<only>':true,'a':1}        | {'a':1,'b':2}
          {'<only>':true}              | {'b':2}
          {'a':'<absent>'}             | {'a':null}
          {'a':'<any>'}                | {'a':null}
          {'a':'<text>'}               | {'a':1}
          {'a':'<uuid>'}               | {'a':'x'}
          {'a':1.10}                   | {'a':1.1}
          {'a':null}                   | {}
          [1]                          | [1,2]
          [1,2]                        | [2,1]
          ['<anyOrder>',1,1]           | [1,2]
          ['<runId:a>','<runId:a>']    | ['x','y']
          {'a':'<runId:b>'}            | {}
          """)
  void differing(String expected, String actual) {
    assertThat(matches(expected, actual)).isFalse();
  }

  @Test
  void generatedValuesAreStableWithinAnExecution() {
    String uid = bindings.fill("<uid:1>");
    assertThat(uid).isEqualTo(bindings.fill("<uid:1>")).isNotEqualTo(bindings.fill("<uid:2>"));
    assertThat(matches("'<uid:1>'", "'" + uid + "'")).isTrue();
    assertThat(bindings.fill("<times:3:{},>")).isEqualTo("{},{},{},");
    assertThat(bindings.fill("<number:1>")).matches("-?[0-9]+");
  }
}
