package drawbridge.platform.setting;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings before the server has a configuration. */
class StartConfigTest {

  private static String text(Map<String, String> properties, Map<String, String> environment) {
    return new Settings(new StartConfig.OfTheProcess(properties::get, environment::get))
        .text("drawbridge.data.directory")
        .orElse("nothing");
  }

  @Test
  void systemPropertyComesBeforeVariables() {
    assertThat(
            text(
                Map.of("drawbridge.data.directory", "property"),
                Map.of("DRAWBRIDGE_DATA_DIRECTORY", "variable")))
        .isEqualTo("property");
  }

  @Test
  void variablesHaveThreeNames() {
    Map<String, String> exact = Map.of("drawbridge.data.directory", "exact");
    Map<String, String> lower = Map.of("drawbridge_data_directory", "lower");
    Map<String, String> upper = Map.of("DRAWBRIDGE_DATA_DIRECTORY", "upper");
    assertThat(text(Map.of(), exact)).isEqualTo("exact");
    assertThat(text(Map.of(), lower)).isEqualTo("lower");
    assertThat(text(Map.of(), upper)).isEqualTo("upper");
    assertThat(text(Map.of(), Map.of())).isEqualTo("nothing");
  }
}
