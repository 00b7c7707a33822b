package drawbridge.workflow.control;

import drawbridge.workflow.definition.DefinitionReader;
import drawbridge.workflow.definition.SourceLines;
import drawbridge.workflow.entity.WorkflowVersion;
import drawbridge.workflow.graph.TaskGraph;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** Draws the graphs of stored versions and of texts that are not saved. */
@ApplicationScoped
public class WorkflowGraphs {

  private static final DefinitionReader READER = new DefinitionReader();

  @Inject CompiledVersions versions;
  @Inject Catalogue catalogue;

  /**
   * Returns the graph of a version, also of a removed workflow; empty when it does not compile any
   * more.
   */
  public Optional<TaskGraph> of(String versionId) {
    return of(catalogue.stored(versionId));
  }

  /** Returns the graph of a version; empty when it does not compile any more. */
  public Optional<TaskGraph> of(WorkflowVersion version) {
    return versions
        .sound(version.id())
        .map(it -> TaskGraph.of(it, new SourceLines(version.source(), version.format())));
  }

  /** Returns the graph of a text; empty when it has faults. */
  public Optional<TaskGraph> of(Catalogue.Text text) {
    return READER
        .read(text.source(), text.format())
        .match(
            definition ->
                Optional.of(
                    TaskGraph.of(definition, new SourceLines(text.source(), text.format()))),
            faults -> Optional.empty());
  }
}
