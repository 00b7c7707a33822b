package drawbridge.console.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drawbridge.house.House;
import drawbridge.house.Stores;
import drawbridge.operator.control.Operators;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.ConfigValue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BootstrapTest {

  @Test
  void whatNobodySetIsMadeUpOnce() {
    try (House house = new House(Stores.h2()).with(Clock.class, Clock.systemUTC())) {
      FirstHouse first = house.get(FirstHouse.class);

      Map<String, String> madeUp = first.make(new Bootstrap(config(Map.of())));

      assertThat(madeUp).hasSize(2);
      assertThat(first.stands()).isTrue();
      assertThat(first.make(new Bootstrap(config(Map.of())))).isEmpty();
      assertThat(
              house
                  .get(Operators.class)
                  .authenticate("admin", madeUp.getOrDefault("password of the operator admin", "")))
          .isPresent();
    }
  }

  @Test
  void whatSomebodySetIsNotShown() {
    try (House house = new House(Stores.h2()).with(Clock.class, Clock.systemUTC())) {
      Config set =
          config(Map.of(Bootstrap.SECRET, "a secret of ours", Bootstrap.PASSWORD, "longenough"));

      assertThat(house.get(FirstHouse.class).make(new Bootstrap(set))).isEmpty();
      assertThat(house.get(Operators.class).authenticate("admin", "longenough")).isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "         ", "seven77", "with a line's end\n"})
  void aBadValueStopsTheStartWithItsNameAndNotItself(String value) {
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

  @Test
  void aDirectoryThatIsMissingStopsTheStart(@TempDir Path directory) {
    assertThatThrownBy(
            () ->
                new Bootstrap(
                    config(Map.of(Bootstrap.WORKFLOWS, directory.resolve("no").toString()))))
        .hasMessageContaining(Bootstrap.WORKFLOWS);
    assertThat(new Bootstrap(config(Map.of(Bootstrap.WORKFLOWS, directory.toString()))).workflows())
        .contains(directory);
  }

  @Test
  void aFaultyFileStopsNoOther(@TempDir Path directory) throws Exception {
    String good =
        """
        document: {dsl: '1.0.0', namespace: tests, name: greet, version: '1.0.0'}
        do:
          - answer:
              set: {greeting: hello}
        """;
    Files.writeString(directory.resolve("a-bad.yaml"), "do: [");
    Files.write(directory.resolve("b-bytes.yml"), new byte[] {(byte) 0xff});
    Files.writeString(directory.resolve("greet.yaml"), good);
    Files.writeString(directory.resolve("greet.yml"), good + "# another\n");
    Files.writeString(directory.resolve("notes.txt"), "not ours");
    try (House house = new House(Stores.h2()).with(Clock.class, Clock.systemUTC())) {
      house.get(FirstHouse.class).make(new Bootstrap(config(Map.of())));
      String workspace =
          house
              .get(drawbridge.workspace.control.Workspaces.class)
              .find("default")
              .orElseThrow()
              .id();

      house.get(WorkflowFiles.class).load(directory, workspace);
      house.get(WorkflowFiles.class).load(directory, workspace);

      assertThat(house.get(drawbridge.workflow.control.Catalogue.class).all(workspace))
          .singleElement()
          .satisfies(
              workflow -> {
                assertThat(workflow.name()).isEqualTo("greet");
                assertThat(workflow.version()).isEqualTo(1);
              });
    }
  }

  /** Empty values are missing, and their raw value is there, as MicroProfile Config has it. */
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
