package drawbridge.workflow.control;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.fixture.TestContainer;
import drawbridge.platform.Fault;
import drawbridge.workflow.definition.DefinitionFormat;
import drawbridge.workflow.entity.PinnedVersion;
import drawbridge.workspace.control.Workspaces;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The workflows whose current versions are tools (M1). */
@OnEveryStore
@Tag("M1")
class ToolsTest {

  private static final String PLAIN =
      """
      document: {dsl: '1.0.0', namespace: tests, name: weather, version: '1.0.0'}
      do: [{a: {set: {x: 1}}}]
      """;
  private static final String TOOL =
      PLAIN.replace("'}", "', metadata: {tool: {description: The weather}}}");

  private final TestContainer container;
  private final Catalogue catalogue;
  private final String workspace;
  private final String other;

  ToolsTest(Store on) {
    container = new TestContainer(on.open()).with(Clock.class, Clock.systemUTC());
    catalogue = container.get(Catalogue.class);
    Workspaces workspaces = container.get(Workspaces.class);
    workspace = workspaces.create("default", "a secret").orElseThrow().id();
    other = workspaces.create("other", "a secret").orElseThrow().id();
  }

  @AfterEach
  void close() {
    container.close();
  }

  private SaveResult save(String name, String text) {
    return catalogue.save(workspace, name, text, DefinitionFormat.YAML);
  }

  private List<String> names(String after, int most) {
    return catalogue.tools(workspace, after, most).stream().map(PinnedVersion::name).toList();
  }

  @Test
  void currentVersionDecides() {
    assertThat(save("weather", PLAIN)).isInstanceOf(SaveResult.Kept.class);
    assertThat(names("", 10)).isEmpty();
    assertThat(save("weather", TOOL)).isInstanceOf(SaveResult.Kept.class);
    assertThat(catalogue.tools(workspace, "", 10))
        .singleElement()
        .satisfies(tool -> assertThat(tool.version()).isEqualTo(2));
    assertThat(catalogue.tools(other, "", 10)).isEmpty();
    assertThat(save("weather", PLAIN)).isInstanceOf(SaveResult.Kept.class);
    assertThat(names("", 10)).isEmpty();
  }

  @Test
  void toolsAreListedByNameFromAnyName() {
    for (String name : List.of("b", "a", "d", "c")) {
      assertThat(save(name, TOOL)).isInstanceOf(SaveResult.Kept.class);
    }
    assertThat(save("e", PLAIN)).isInstanceOf(SaveResult.Kept.class);
    assertThat(names("", 2)).containsExactly("a", "b");
    assertThat(names("b", 5)).containsExactly("c", "d");
    assertThat(catalogue.remove(workspace, "c")).isTrue();
    assertThat(names("b", 5)).containsExactly("d");
  }

  @Test
  void nameIsThatOfTheRecordAlsoWhenItsIdIsGiven() {
    SaveResult.Kept kept = (SaveResult.Kept) save("a name of words", PLAIN);

    for (String reference : List.of("a name of words", kept.id())) {
      assertThat(save(reference, TOOL))
          .isInstanceOfSatisfying(
              SaveResult.Refused.class,
              refused ->
                  assertThat(refused.faults())
                      .singleElement()
                      .extracting(Fault::pointer)
                      .isEqualTo("/document/metadata/tool"));
    }
    assertThat(names("", 10)).isEmpty();
  }

  @Test
  void checkFindsWhatASaveRefuses() {
    Catalogue.Text text = new Catalogue.Text(TOOL, DefinitionFormat.YAML);
    assertThat(catalogue.check("a name of words", text)).hasSize(1);
    assertThat(catalogue.check("weather", text)).isEmpty();
  }
}
