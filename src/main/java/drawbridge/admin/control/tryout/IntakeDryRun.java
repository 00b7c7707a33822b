package drawbridge.admin.control.tryout;

import drawbridge.inbound.control.InputCheck;
import drawbridge.inbound.control.Intake;
import drawbridge.inbound.entity.Acceptance;
import drawbridge.inbound.entity.RunOrder;
import drawbridge.inbound.entity.Selection;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.platform.Fault;
import drawbridge.platform.Problem;
import drawbridge.run.dryrun.DryRun;
import drawbridge.run.dryrun.DryRunResult;
import drawbridge.run.entity.RequestTree;
import drawbridge.run.interpreter.RequestRoot;
import drawbridge.run.interpreter.RunInput;
import drawbridge.workflow.control.Catalogue;
import drawbridge.workflow.control.CompiledVersions;
import drawbridge.workflow.control.VersionResolver;
import drawbridge.workflow.definition.DefinitionReader;
import drawbridge.workflow.entity.PinnedVersion;
import drawbridge.workflow.entity.Workflow;
import drawbridge.workflow.model.Definition;
import drawbridge.workflow.model.Semantics;
import drawbridge.workspace.entity.Workspace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.Config;

/** Runs the workflows of orders as dry runs. */
@ApplicationScoped
public class IntakeDryRun {

  /** The most entries of a batch that are run. */
  static final int MOST_ENTRIES = 10;

  /** The run id that expressions see. */
  private static final UUID NO_RUN = new UUID(0, 0);

  private static final DefinitionReader READER = new DefinitionReader();

  @Inject Intake intake;
  @Inject Catalogue catalogue;
  @Inject VersionResolver resolver;
  @Inject CompiledVersions versions;
  @Inject Config config;
  @Inject Clock clock;

  /** A definition and its version; 0 for an unsaved one. */
  private record Chosen(Definition definition, int version) {}

  /** The result of one entry, and the index of the route that decided. */
  private record Routed(int index, Acceptance acceptance, Optional<Integer> route) {}

  TryOutResult of(
      Workspace workspace,
      TryOutRequest request,
      AuthenticationResult admission,
      List<Selection> selections,
      RequestTree seen) {
    List<Fault> faults = new ArrayList<>();
    Optional<Definition> definition =
        request
            .draft()
            .flatMap(
                text ->
                    READER
                        .read(text.source(), text.format())
                        .<Optional<Definition>>match(
                            Optional::of,
                            found -> {
                              faults.addAll(found);
                              return Optional.empty();
                            }));
    InputCheck check = new InputCheck();
    List<Acceptance> acceptances =
        Selection.acceptances(
                selections,
                intake.preview(
                    workspace.id(),
                    Selection.orders(selections),
                    order -> isTried(workspace, request, order) ? definition : Optional.empty()))
            .stream()
            .map(it -> checked(it, check, definition, workspace, request))
            .toList();
    List<TryOutResult.Entry> entries =
        IntStream.range(0, Math.min(MOST_ENTRIES, selections.size()))
            .mapToObj(
                index ->
                    entry(
                        new Routed(index, acceptances.get(index), selections.get(index).route()),
                        workspace,
                        request,
                        definition,
                        seen))
            .toList();
    return new TryOutResult(
        admission,
        List.of(),
        faults,
        entries,
        selections.size(),
        Acceptance.replyStatus(
            acceptances.stream().map(it -> status(it, workspace, request)).toList(),
            Setup.ACCEPTED));
  }

  private TryOutResult.Entry entry(
      Routed routed,
      Workspace workspace,
      TryOutRequest request,
      Optional<Definition> draft,
      RequestTree seen) {
    Acceptance acceptance = routed.acceptance();
    RunOrder order = acceptance.order();
    boolean isOfDraft = request.draft().isPresent() && isTried(workspace, request, order);
    Optional<PinnedVersion> target = acceptance.version();
    boolean isNew = isNew(acceptance, workspace, request);
    boolean isRefused = acceptance instanceof Acceptance.Rejected && !isNew;
    Optional<Chosen> chosen =
        isRefused
            ? Optional.empty()
            : isOfDraft
                ? draft.map(definition -> new Chosen(definition, 0))
                : target.map(this::saved);
    String name = target.map(PinnedVersion::name).orElse(order.workflow());
    return new TryOutResult.Entry(
        routed.index(),
        status(acceptance, workspace, request),
        order,
        name,
        chosen.map(Chosen::version).orElse(0),
        isNew ? List.of() : details(acceptance, routed.route()),
        routed.route().map(it -> it + 1).orElse(null),
        null,
        chosen.map(it -> dryRun(workspace, request, name, it, order, seen)).orElse(null));
  }

  /** Returns the status as if the tried definition were saved. */
  private String status(Acceptance acceptance, Workspace workspace, TryOutRequest request) {
    return isNew(acceptance, workspace, request) ? "accepted" : acceptance.status();
  }

  /** Checks an order of a workflow that does not exist yet against the unsaved definition. */
  private Acceptance checked(
      Acceptance acceptance,
      InputCheck check,
      Optional<Definition> draft,
      Workspace workspace,
      TryOutRequest request) {
    return draft
        .filter(definition -> isNew(acceptance, workspace, request))
        .flatMap(definition -> check.refusal(definition, acceptance.order()))
        .<Acceptance>map(problem -> new Acceptance.Rejected(acceptance.order(), problem))
        .orElse(acceptance);
  }

  /** Whether the order starts the unsaved definition of a workflow that does not exist. */
  private boolean isNew(Acceptance acceptance, Workspace workspace, TryOutRequest request) {
    return request.draft().isPresent()
        && acceptance instanceof Acceptance.Rejected rejected
        && !rejected.problem().kind().equals(InputCheck.UNFIT)
        && isTried(workspace, request, acceptance.order());
  }

  /** Whether the order names the tried workflow, by name or id. */
  private boolean isTried(Workspace workspace, TryOutRequest request, RunOrder order) {
    return order.workflow().equals(request.workflow())
        || catalogue
            .find(workspace.id(), request.workflow())
            .map(Workflow::id)
            .filter(id -> id.equalsIgnoreCase(order.workflow()))
            .isPresent();
  }

  private Chosen saved(PinnedVersion target) {
    return new Chosen(versions.definition(target.versionId()), target.version());
  }

  private static List<String> details(Acceptance acceptance, Optional<Integer> route) {
    return acceptance.match(
        accepted -> List.of(),
        duplicate ->
            List.of(
                "Its uid has already started the run "
                    + duplicate.runId()
                    + (duplicate.conflict() ? " with other data." : ".")),
        rejected -> details(rejected.problem()),
        ignored ->
            List.of(
                route
                    .map(it -> "Route " + (it + 1) + " ignores it.")
                    .orElse("No route matches it, and the trigger names no other workflow.")));
  }

  private static List<String> details(Problem problem) {
    return problem.errors().isEmpty()
        ? List.of(problem.inWords())
        : problem.errors().stream().map(Fault::inWords).toList();
  }

  private DryRunResult dryRun(
      Workspace workspace,
      TryOutRequest request,
      String name,
      Chosen chosen,
      RunOrder order,
      RequestTree seen) {
    DryRun dryRun =
        new DryRun(
            secret -> config.getOptionalValue("drawbridge.secrets." + secret, String.class),
            (child, version) -> resolver.resolveChild(workspace.id(), child, version).isPresent());
    RunInput input =
        new RunInput(
            NO_RUN,
            workspace.id(),
            name,
            chosen.definition(),
            order.runtime(),
            order.stateValues(),
            clock.instant(),
            0,
            Semantics.CURRENT,
            Optional.empty(),
            new RequestRoot(seen::read));
    return dryRun.of(input, request.answers());
  }
}
