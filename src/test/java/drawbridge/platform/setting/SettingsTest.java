package drawbridge.platform.setting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drawbridge.platform.Age;
import drawbridge.platform.BadSettings;
import drawbridge.platform.binding.IsoDuration;
import drawbridge.platform.binding.WholeNumber;
import jakarta.validation.constraints.AssertTrue;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.Test;

class SettingsTest {

  private record Inner(@SettingName("x.number") @WholeNumber(min = 1, max = 10) int number) {}

  private record Outer(
      Inner inner,
      @SettingName("x.duration") @IsoDuration(min = "PT1S") Duration duration,
      @SettingName("x.age") @ParsedBy(value = Age.class, message = Age.EXPECTED) Age age,
      @SettingName(value = "x.bytes", absent = "0") @WholeNumber(min = 1, max = 1L << 40)
          long bytes) {

    private Outer {
      bytes = bytes == 0 ? 7 : bytes;
    }

    @AssertTrue(message = "setting x.bytes must not exceed 8")
    boolean isConsistent() {
      return bytes <= 8;
    }
  }

  private final Map<String, String> values =
      new HashMap<>(Map.of("x.number", " 10 ", "x.duration", "PT1M", "x.age", "P1D"));

  private Outer read() {
    Config config =
        (Config)
            Proxy.newProxyInstance(
                SettingsTest.class.getClassLoader(),
                new Class<?>[] {Config.class},
                (proxy, method, arguments) -> Optional.ofNullable(values.get(arguments[0])));
    return Settings.read(config, Outer.class);
  }

  @Test
  void textsAreConvertedToTheTypesOfTheRecord() {
    Age day = new Age(Duration.ofDays(1));
    assertThat(read()).isEqualTo(new Outer(new Inner(10), Duration.ofMinutes(1), day, 7));
    values.put("x.bytes", "8");
    values.put("x.age", "forever");
    assertThat(read().bytes()).isEqualTo(8);
    assertThat(read().age()).isEqualTo(Age.FOREVER);
  }

  @Test
  void messageNamesEveryInvalidSettingAndNoValue() {
    values.putAll(Map.of("x.number", "11", "x.duration", "soon", "x.age", "PT59S"));
    values.put("x.bytes", "s3cret");
    assertThatThrownBy(this::read)
        .isInstanceOf(BadSettings.class)
        .hasMessage(
            "Drawbridge cannot start: setting x.number must be a whole number from 1 to 10;"
                + " setting x.duration must be an ISO 8601 duration of at least PT1S;"
                + " setting x.age must be forever or an ISO 8601 duration from PT1M to P36500D;"
                + " setting x.bytes must be a whole number from 1 to 1099511627776");
  }

  @Test
  void missingOrBlankSettingIsNamed() {
    values.remove("x.duration");
    values.put("x.number", " ");
    assertThatThrownBy(this::read)
        .hasMessageContaining("setting x.number is missing: it must be a whole number")
        .hasMessageContaining("setting x.duration is missing: it must be an ISO 8601 duration");
  }

  @Test
  void constraintsOverSeveralSettingsAreChecked() {
    values.put("x.bytes", "9");
    assertThatThrownBy(this::read)
        .isInstanceOf(BadSettings.class)
        .hasMessageContaining("setting x.bytes must not exceed 8");
  }
}
