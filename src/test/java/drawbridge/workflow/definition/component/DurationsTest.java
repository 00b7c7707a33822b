package drawbridge.workflow.definition.component;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"PT2S\"|PT2S",
        "\"PT0.5S\"|PT0.5S",
        "\"PT0.000000001S\"|PT0.000000001S",
        "\"P1W\"|PT168H",
        "\"P1DT1H1M1S\"|PT25H1M1S",
        "{\"seconds\": 2}|PT2S",
        "{\"days\": 1, \"hours\": 1, \"minutes\": 1, \"milliseconds\": 1}|PT25H1M0.001S",
        "{\"seconds\": 0}|PT0S"
      })
  void constantDurationIsReadExactly(String json, Duration expected) {
    assertThat(Durations.read(Json.read(json), (member, detail) -> faults.add(detail)))
        .isEqualTo(expected);
    assertThat(faults).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"P\"",
        "\"PT\"",
        "\"P1DT\"",
        "\"\"",
        "\"PT-1S\"",
        "\"-PT1S\"",
        "\"P1M\"",
        "\"2s\"",
        "2",
        "null",
        "[]",
        "{}",
        "{\"seconds\": -1}",
        "{\"seconds\": 1e400}",
        "{\"years\": 1}",
        "{\"days\": 99999999999999999999999}",
        "\"P999999999999W\""
      })
  void invalidDurationIsAFault(String json) {
    Durations.read(Json.read(json), (member, detail) -> faults.add(detail));
    assertThat(faults).hasSize(1);
  }

  private final List<String> faults = new ArrayList<>();
}
