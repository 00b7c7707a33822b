package drawbridge.admin.control.tryout;

import drawbridge.admin.control.triggers.TriggerLine;
import drawbridge.admin.control.triggers.TriggerList;
import drawbridge.inbound.control.InboundSettings;
import drawbridge.inbound.entity.RunOrder;
import drawbridge.inbound.entity.WorkflowRequest;
import drawbridge.inbound.trigger.control.PublicUrl;
import drawbridge.inbound.trigger.control.TriggerOrder;
import drawbridge.platform.Fault;
import drawbridge.platform.Problem;
import drawbridge.provider.Delivery;
import drawbridge.provider.vault.Keyring;
import drawbridge.workspace.control.Workspaces;
import drawbridge.workspace.entity.Workspace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Tries requests out; stores nothing. */
@ApplicationScoped
public class TryOut {

  @Inject Workspaces workspaces;
  @Inject TriggerList triggers;
  @Inject Keyring keys;
  @Inject PublicUrl urls;
  @Inject InboundSettings settings;
  @Inject IntakeDryRun runs;
  @Inject Clock clock;

  /**
   * What would become of the request.
   *
   * @param server where senders reach this server, as far as this request tells
   * @return empty when it names a trigger that does not exist
   */
  public Optional<TryOutResult> of(Workspace workspace, TryOutRequest trial, String server) {
    Optional<String> name = trial.sample().trigger();
    if (name.isEmpty()) {
      return Optional.of(atWorkspace(workspace, trial, server));
    }
    return triggers
        .find(workspace.id(), name.get())
        .map(line -> atTrigger(workspace, trial, line, server));
  }

  private TryOutResult atWorkspace(Workspace workspace, TryOutRequest trial, String server) {
    String url = urls.base().orElse(server) + "/api/inbound/" + workspace.name();
    Admission admittance = door(workspace).atWorkspace(delivery(trial, url));
    byte[] body = trial.sample().body().getBytes(StandardCharsets.UTF_8);
    return WorkflowRequest.read(body, settings.limits())
        .match(
            read -> runs.of(workspace, trial, admittance, read.orders()),
            faults -> unreadable(admittance, faults),
            detail -> unreadable(admittance, List.of(Fault.at("", detail))));
  }

  private TryOutResult atTrigger(
      Workspace workspace, TryOutRequest trial, TriggerLine line, String server) {
    String url = urls.of(server, workspace.name(), line.address().orElse(""));
    Delivery delivery = delivery(trial, url);
    Admission admittance = door(workspace).atTrigger(line, delivery);
    String type =
        delivery
            .header("Content-Type")
            .map(text -> text.replaceFirst(";.*", "").strip())
            .orElse(line.setup().takes().mediaTypes().get(0).name());
    Function<RunOrder, TryOutResult> ordered =
        order -> runs.of(workspace, trial, admittance, List.of(order));
    Function<Problem, TryOutResult> refused = problem -> unreadable(admittance, faults(problem));
    return new TriggerOrder(line.setup()).read(delivery, type, null, ordered, refused);
  }

  private static List<Fault> faults(Problem problem) {
    return problem.errors().isEmpty() ? List.of(Fault.at("", problem.inWords())) : problem.errors();
  }

  private static TryOutResult unreadable(Admission admittance, List<Fault> faults) {
    return new TryOutResult(admittance, faults, List.of(), List.of(), 0);
  }

  private AuthenticationDryRun door(Workspace workspace) {
    return new AuthenticationDryRun(workspaces.secrets(workspace.id()), keys, clock.instant());
  }

  private static Delivery delivery(TryOutRequest trial, String url) {
    TryOutRequest.Sample sample = trial.sample();
    return new Delivery(
        "POST", url, sample.headers(), Map.of(), sample.body().getBytes(StandardCharsets.UTF_8));
  }
}
