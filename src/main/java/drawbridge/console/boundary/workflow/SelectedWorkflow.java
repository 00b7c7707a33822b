package drawbridge.console.boundary.workflow;

import drawbridge.admin.control.Definitions;
import drawbridge.console.boundary.PageContext;
import drawbridge.console.boundary.PageQuery;
import drawbridge.workflow.control.Catalogue;
import drawbridge.workflow.entity.Workflow;
import drawbridge.workflow.entity.WorkflowVersion;
import jakarta.annotation.PostConstruct;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Optional;

/** The workflow that a page's address names, with its versions; read once in a request. */
@RequestScoped
public class SelectedWorkflow {

  @Inject Catalogue catalogue;
  @Inject PageContext place;
  @Inject PageQuery address;

  private Optional<Workflow> found = Optional.empty();

  @PostConstruct
  void read() {
    found =
        address
            .text("name")
            .filter(name -> place.isKnown() && Definitions.faultOfName(name).isEmpty())
            .flatMap(name -> catalogue.find(place.workspace().id(), name));
  }

  /** Empty when the address names none, or one that does not exist. */
  Optional<Workflow> workflow() {
    return found;
  }

  /** The version of a number, as an address writes it. */
  Optional<WorkflowVersion> version(String number) {
    return Optional.of(number)
        .filter(text -> text.matches("[1-9][0-9]{0,8}"))
        .flatMap(
            text -> workflow().flatMap(it -> catalogue.version(it.id(), Integer.parseInt(text))));
  }
}
