package drawbridge.admin.control.tryout;

import drawbridge.platform.Fault;
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

  /** Returns a sample for the current version; empty when none was found. */
  public Optional<SampleRequest> of(Workflow workflow) {
    return versions.sound(catalogue.current(workflow).id()).flatMap(SampleRequest::of);
  }

  /**
   * Returns a sample for an unsaved definition; empty when none was found.
   *
   * @param faults receives the faults of the definition
   */
  public Optional<SampleRequest> of(Catalogue.Text text, List<Fault> faults) {
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
