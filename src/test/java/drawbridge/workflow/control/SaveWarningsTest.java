package drawbridge.workflow.control;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.fixture.TestContainer;
import drawbridge.platform.Fault;
import drawbridge.workflow.definition.DefinitionFormat;
import drawbridge.workspace.control.Workspaces;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A new version is warned about, a stored one is not (C9). */
@OnEveryStore
@Tag("C9")
class SaveWarningsTest {

  private static final String HIDING =
      """
      document: {dsl: '1.0.0', namespace: tests, name: greet, version: '1.0.0'}
      do:
        - each:
            for: {each: request, in: '${ [1] }'}
            do: [{a: {set: {x: 1}}}]
      """;

  private final TestContainer container;
  private final Catalogue catalogue;
  private final String workspace;

  SaveWarningsTest(Store on) {
    container = new TestContainer(on.open()).with(Clock.class, Clock.systemUTC());
    catalogue = container.get(Catalogue.class);
    workspace = container.get(Workspaces.class).create("default", "a secret").orElseThrow().id();
  }

  @AfterEach
  void close() {
    container.close();
  }

  @Test
  void newVersionIsWarnedAboutOnce() {
    Catalogue.Text text = new Catalogue.Text(HIDING, DefinitionFormat.YAML);
    List<Fault> checked = catalogue.warnings(workspace, "greet", text);
    assertThat(checked).singleElement().extracting(Fault::pointer).isEqualTo("/do/0/each/for/each");
    assertThat(save(HIDING)).isEqualTo(checked);
    assertThat(save(HIDING)).as("the text is stored").isEmpty();
    assertThat(catalogue.warnings(workspace, "greet", text)).isEmpty();
    assertThat(save(HIDING + "# another version\n")).isEqualTo(checked);
    assertThat(save(HIDING.replace("each: request", "each: element"))).isEmpty();
  }

  @Test
  void editedVersionIsWarnedAbout() {
    SaveResult saved =
        catalogue
            .saveOver(workspace, "greet", new Catalogue.Text(HIDING, DefinitionFormat.YAML), 0)
            .orElseThrow();
    assertThat(warnings(saved)).hasSize(1);
  }

  private List<Fault> save(String text) {
    return warnings(catalogue.save(workspace, "greet", text, DefinitionFormat.YAML));
  }

  private static List<Fault> warnings(SaveResult saved) {
    return saved.match(
        SaveResult.Kept::warnings,
        refused -> {
          throw new AssertionError(refused);
        });
  }
}
