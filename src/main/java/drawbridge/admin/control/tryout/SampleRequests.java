package drawbridge.admin.control.tryout;

import drawbridge.operator.control.CurrentOperator;
import drawbridge.platform.Fault;
import drawbridge.platform.compute.Trials;
import drawbridge.workflow.control.Catalogue;
import drawbridge.workflow.control.CompiledVersions;
import drawbridge.workflow.definition.DefinitionReader;
import drawbridge.workflow.entity.Workflow;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Makes samples for saved and unsaved definitions. Stores nothing. */
@ApplicationScoped
public class SampleRequests {

  private static final DefinitionReader READER = new DefinitionReader();

  @Inject Catalogue catalogue;
  @Inject CompiledVersions versions;
  @Inject Trials trials;
  @Inject CurrentOperator operator;

  /** Returns a sample for the current version; empty when none was found. */
  public Optional<SampleRequest> of(Workflow workflow) {
    String version = catalogue.current(workflow).id();
    return trials.of(operator.getName(), () -> versions.sound(version).flatMap(SampleRequest::of));
  }

  /**
   * Returns a sample for an unsaved definition; empty when none was found.
   *
   * @param faults receives the faults of the definition
   */
  public Optional<SampleRequest> of(Catalogue.Text text, List<Fault> faults) {
    return trials.of(operator.getName(), () -> sample(text, faults));
  }

  private static Optional<SampleRequest> sample(Catalogue.Text text, List<Fault> faults) {
    return READER
        .read(text.source(), text.format())
        .match(
            SampleRequest::of,
            found -> {
              faults.addAll(found);
              return Optional.empty();
            });
  }
}
