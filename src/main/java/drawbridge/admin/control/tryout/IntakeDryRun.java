package drawbridge.admin.control.tryout;

import drawbridge.inbound.control.Intake;
import drawbridge.inbound.entity.Acceptance;
import drawbridge.inbound.entity.RunOrder;
import drawbridge.platform.Fault;
import drawbridge.run.dryrun.DryRun;
import drawbridge.run.dryrun.DryRunResult;
import drawbridge.run.interpreter.RunInput;
import drawbridge.workflow.control.Catalogue;
import drawbridge.workflow.control.CompiledVersions;
import drawbridge.workflow.control.VersionResolver;
import drawbridge.workflow.definition.DefinitionReader;
import drawbridge.workflow.definition.ParseResult;
import drawbridge.workflow.entity.Workflow;
import drawbridge.workflow.model.Definition;
import drawbridge.workspace.entity.Workspace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/** Tries what orders would start. */
@ApplicationScoped
public class IntakeDryRun {

  /** Entries of a batch that are walked. */
  static final int MOST_ENTRIES = 10;

  /** What expressions see as the id of a run that is none. */
  private static final UUID NO_RUN = new UUID(0, 0);

  private static final DefinitionReader READER = new DefinitionReader();

  @Inject Intake intake;
  @Inject Catalogue catalogue;
  @Inject VersionResolver resolver;
  @Inject CompiledVersions versions;
  @Inject Config config;
  @Inject Clock clock;

  /** A workflow's steps, and the version that they are of: 0 for a text that was not saved. */
  private record Chosen(Definition definition, int version) {}

  TryOutResult of(
      Workspace workspace, TryOutRequest trial, Admission admittance, List<RunOrder> orders) {
    Optional<ParseResult> draft =
        trial.draft().map(text -> READER.read(text.source(), text.format()));
    List<Fault> faults =
        draft
            .map(reading -> reading.<List<Fault>>match(sound -> List.of(), faulty -> faulty))
            .orElse(List.of());
    Optional<Definition> sound =
        draft.flatMap(
            reading ->
                reading.<Optional<Definition>>match(Optional::of, faulty -> Optional.empty()));
    List<Acceptance> acceptances = intake.preview(workspace.id(), orders);
    List<TryOutResult.Entry> entries =
        IntStream.range(0, Math.min(MOST_ENTRIES, orders.size()))
            .mapToObj(index -> entry(index, acceptances.get(index), workspace, trial, sound))
            .toList();
    return new TryOutResult(admittance, List.of(), faults, entries, orders.size());
  }

  private TryOutResult.Entry entry(
      int index,
      Acceptance acceptance,
      Workspace workspace,
      TryOutRequest trial,
      Optional<Definition> draft) {
    RunOrder order = acceptance.order();
    boolean isOfDraft = trial.draft().isPresent() && isTried(workspace, trial, order);
    String status = acceptance.match(a -> "accepted", d -> "duplicate", r -> "rejected");
    boolean isNew = isOfDraft && status.equals("rejected");
    Optional<Acceptance.Target> target =
        acceptance.<Optional<Acceptance.Target>>match(
            a -> Optional.of(a.target()), d -> Optional.of(d.target()), r -> Optional.empty());
    Optional<Chosen> chosen =
        isOfDraft
            ? draft.map(definition -> new Chosen(definition, 0))
            : target.flatMap(it -> saved(it));
    String name = target.map(Acceptance.Target::name).orElse(order.workflow());
    return new TryOutResult.Entry(
        index,
        isNew ? "accepted" : status,
        order,
        name,
        chosen.map(Chosen::version).orElse(0),
        isNew ? null : detail(acceptance),
        chosen.map(it -> rehearse(workspace, trial, name, it, order)).orElse(null));
  }

  /** Whether the order names the workflow that is tried, by name or id. */
  private boolean isTried(Workspace workspace, TryOutRequest trial, RunOrder order) {
    return order.workflow().equals(trial.workflow())
        || catalogue
            .find(workspace.id(), trial.workflow())
            .map(Workflow::id)
            .filter(id -> id.equalsIgnoreCase(order.workflow()))
            .isPresent();
  }

  private Optional<Chosen> saved(Acceptance.Target target) {
    return catalogue
        .version(target.workflowId(), target.version())
        .map(version -> new Chosen(versions.definition(version.id()), version.number()));
  }

  private static @Nullable String detail(Acceptance acceptance) {
    return acceptance
        .<Optional<String>>match(
            accepted -> Optional.empty(),
            duplicate ->
                Optional.of(
                    "Its uid has started the run "
                        + duplicate.runId()
                        + (duplicate.conflict() ? ", with other data." : ".")),
            rejected -> Optional.of(rejected.detail()))
        .orElse(null);
  }

  private DryRunResult rehearse(
      Workspace workspace, TryOutRequest trial, String name, Chosen chosen, RunOrder order) {
    DryRun dryRun =
        new DryRun(
            secret -> config.getOptionalValue("drawbridge.secrets." + secret, String.class),
            (child, version) -> resolver.resolveChild(workspace.id(), child, version).isPresent());
    RunInput input =
        new RunInput(
            NO_RUN,
            name,
            chosen.definition(),
            order.runtime(),
            order.stateValues(),
            clock.instant(),
            0);
    return dryRun.of(input, trial.answers());
  }
}
