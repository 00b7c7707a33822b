package drawbridge.admin.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drawbridge.fixture.Stores;
import drawbridge.fixture.TestContainer;
import drawbridge.operator.control.Operators;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapTest {

  @Test
  void missingSettingsAreGeneratedOnce() {
    try (TestContainer container =
        new TestContainer(Stores.h2()).with(Clock.class, Clock.systemUTC())) {
      InitialData first = container.get(InitialData.class);

      Map<String, Optional<String>> made = first.make(new Bootstrap(config(Map.of())));

      assertThat(made).hasSize(2);
      assertThat(first.isComplete()).isTrue();
      assertThat(first.make(new Bootstrap(config(Map.of())))).isEmpty();
      assertThat(
              container
                  .get(Operators.class)
                  .authenticate(
                      "admin", made.getOrDefault(Bootstrap.PASSWORD, Optional.empty()).orElse("")))
          .isPresent();
    }
  }

  @Test
  void setValuesAreNotShown() {
    try (TestContainer container =
        new TestContainer(Stores.h2()).with(Clock.class, Clock.systemUTC())) {
      Config set =
          config(Map.of(Bootstrap.SECRET, "a secret of ours", Bootstrap.PASSWORD, "longenough"));

      assertThat(container.get(InitialData.class).make(new Bootstrap(set)))
          .containsOnlyKeys(Bootstrap.SECRET, Bootstrap.PASSWORD)
          .allSatisfy((setting, generated) -> assertThat(generated).isEmpty());
      assertThat(container.get(Operators.class).authenticate("admin", "longenough")).isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "         ", "seven77", "with a line's end\n"})
  void invalidValueIsReportedByNameWithoutTheValue(String value) {
    for (String name : new String[] {Bootstrap.SECRET, Bootstrap.PASSWORD}) {
      assertThatThrownBy(() -> new Bootstrap(config(Map.of(name, value))))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("setting " + name)
          .satisfies(
              e ->
                  assertThat(value.isBlank() || !String.valueOf(e.getMessage()).contains(value))
                      .isTrue());
    }
  }

  /** Returns empty values as MicroProfile Config does: absent, but with a raw value. */
  private static Config config(Map<String, String> values) {
    return fake(
        Config.class,
        (method, name) ->
            method.equals("getOptionalValue")
                ? Optional.ofNullable(values.get(name)).filter(text -> !text.isEmpty())
                : fake(ConfigValue.class, (ignored, none) -> values.get(name)));
  }

  private interface Answer {
    @Nullable Object to(String method, String firstArgument);
  }

  private static <T> T fake(Class<T> type, Answer answer) {
    return type.cast(
        Proxy.newProxyInstance(
            type.getClassLoader(),
            new Class<?>[] {type},
            (proxy, method, arguments) ->
                answer.to(method.getName(), arguments == null ? "" : (String) arguments[0])));
  }
}
