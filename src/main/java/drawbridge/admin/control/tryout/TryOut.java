package drawbridge.admin.control.tryout;

import drawbridge.admin.control.triggers.TriggerLine;
import drawbridge.admin.control.triggers.TriggerList;
import drawbridge.inbound.body.Allowance;
import drawbridge.inbound.body.BodyLimit;
import drawbridge.inbound.body.MemoryPool;
import drawbridge.inbound.body.ReceivedBody;
import drawbridge.inbound.control.BodyLimits;
import drawbridge.inbound.control.InboundSettings;
import drawbridge.inbound.entity.RequestForm;
import drawbridge.inbound.entity.RunOrder;
import drawbridge.inbound.entity.Selection;
import drawbridge.inbound.reply.TriggerReply;
import drawbridge.inbound.request.HiddenParts;
import drawbridge.inbound.request.RequestCapture;
import drawbridge.inbound.trigger.control.EventRouter;
import drawbridge.inbound.trigger.control.MatchedTrigger;
import drawbridge.inbound.trigger.control.PublicUrl;
import drawbridge.inbound.trigger.control.UnrecordedCalls;
import drawbridge.inbound.trigger.control.verification.TriggerVerifier;
import drawbridge.inbound.trigger.entity.TriggerSecret;
import drawbridge.inbound.trigger.setup.MediaKind;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.operator.control.CurrentOperator;
import drawbridge.platform.Fault;
import drawbridge.platform.Ids;
import drawbridge.platform.Problem;
import drawbridge.platform.compute.Trials;
import drawbridge.platform.store.Patience;
import drawbridge.provider.Delivery;
import drawbridge.provider.vault.Keyring;
import drawbridge.run.entity.Arrival;
import drawbridge.run.entity.RequestData;
import drawbridge.workspace.control.WorkspaceAuthenticator;
import drawbridge.workspace.entity.Workspace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tries a request: authenticates it, reads it and runs its workflows. Stores and sends nothing, and
 * counts dry runs of triggers.
 */
@ApplicationScoped
public class TryOut {

  private static final String POST = "POST";
  private static final Problem ONLY_POST =
      Problem.of(
          "method-not-allowed", "Method not allowed", 405, "Send workflow requests with POST.");

  @Inject WorkspaceAuthenticator authenticator;
  @Inject TriggerVerifier verifier;
  @Inject TriggerList triggers;
  @Inject PublicUrl urls;
  @Inject InboundSettings settings;
  @Inject BodyLimits limits;
  @Inject MemoryPool memory;
  @Inject IntakeDryRun runs;
  @Inject UnrecordedCalls unrecorded;
  @Inject Keyring keys;
  @Inject Clock clock;
  @Inject Trials trials;
  @Inject CurrentOperator operator;

  /**
   * Tries a request.
   *
   * @param server the base URL of this server as the current request shows it
   * @return empty when the request names a trigger that does not exist
   * @throws Trials.Busy when the operator tries another request
   * @throws drawbridge.platform.compute.TooLong when it takes too much processor time
   */
  public Optional<TryOutResult> of(Workspace workspace, TryOutRequest request, String server) {
    return trials.of(operator.getName(), () -> tried(workspace, request, server));
  }

  private Optional<TryOutResult> tried(Workspace workspace, TryOutRequest request, String server) {
    Optional<String> name = request.sample().trigger();
    if (name.isEmpty()) {
      return Optional.of(atWorkspace(workspace, request, server));
    }
    return triggers
        .find(workspace.id(), name.get())
        .map(line -> atTrigger(workspace, request, line, server));
  }

  private TryOutResult atWorkspace(Workspace workspace, TryOutRequest request, String server) {
    TryOutRequest.Sample sample = request.sample().withDefault(MediaKind.JSON.name());
    String url = urls.base().orElse(server) + "/api/inbound/" + workspace.name();
    Delivery delivery = delivery(sample, POST, url, ReceivedBody.none());
    AuthenticationResult admission =
        AuthenticationResult.of(
            authenticator.check(
                workspace.name(),
                delivery.headers(WorkspaceAuthenticator.HEADER),
                clock.instant(),
                Patience.ofSender()));
    Function<Problem, TryOutResult> refused = problem -> unreadable(admission, problem);
    Optional<Problem> refusal = RequestForm.refusal(sample.type(), sample.type().isEmpty());
    if (!delivery.method().equals(POST)) {
      return refused.apply(ONLY_POST);
    } else if (refusal.isPresent()) {
      return refused.apply(refusal.get());
    }
    RequestCapture capture = capture(delivery, sample, HiddenParts.of(workspace.hiddenHeaders()));
    Function<List<RunOrder>, TryOutResult> readable =
        orders ->
            runs.of(
                workspace,
                request,
                admission,
                Selection.starting(orders),
                () -> Optional.of(capture.data().toJson()));
    return read(
        workspace,
        sample,
        limits.ofWorkspace(),
        body ->
            RequestForm.read(body.content(), settings.limits(), body.memory(), readable, refused),
        refused);
  }

  private TryOutResult atTrigger(
      Workspace workspace, TryOutRequest request, TriggerLine line, String server) {
    unrecorded.dryRun(line.trigger().id());
    Setup setup = line.setup();
    String address = // also for roles that do not see it: signatures may cover the URL
        TriggerSecret.addressOf(line.secrets()).flatMap(it -> it.open(keys)).orElse("");
    TryOutRequest.Sample sample =
        request.sample().withDefault(setup.takes().mediaTypes().get(0).example().name());
    String url = urls.of(server, workspace.name(), address);
    return read(
        workspace,
        sample,
        limits.ofTrigger(setup.takes().maxBody()),
        body ->
            atTrigger(
                new MatchedTrigger(workspace, line.trigger(), setup, line.secrets()),
                request,
                delivery(sample, setup.takes().methods().get(0), url, body),
                address,
                body),
        problem -> unreadable(AuthenticationResult.UNREAD, problem));
  }

  private TryOutResult atTrigger(
      MatchedTrigger matched,
      TryOutRequest request,
      Delivery delivery,
      String address,
      ReceivedBody body) {
    Setup setup = matched.setup();
    AuthenticationResult admission =
        AuthenticationResult.of(
            setup.asks(), verifier.check(matched, delivery, clock.instant(), Patience.ofSender()));
    RequestCapture capture = capture(delivery, request.sample(), matched.hidden(address));
    RequestData data = capture.data();
    boolean keepsBody = setup.takes().keepBody();
    return new EventRouter(setup, settings.limits(), delivery, capture)
        .read(
            body,
            body.content().length > 0,
            routed ->
                replied(
                    setup,
                    data,
                    runs.of(
                        matched.workspace(),
                        request,
                        admission,
                        routed.selections(),
                        () -> Optional.of(data.toJson(keepsBody ? routed.body() : null)))),
            problem -> unreadable(admission, problem));
  }

  /** Reads the body as the URL does, within the memory of this node for bodies. */
  private TryOutResult read(
      Workspace workspace,
      TryOutRequest.Sample sample,
      BodyLimit limit,
      Function<ReceivedBody, TryOutResult> whole,
      Function<Problem, TryOutResult> refused) {
    try (Allowance own = memory.open(workspace.id())) {
      return ReceivedBody.of(
          sample.bytes(),
          sample.type(),
          sample.header("Content-Encoding"),
          limit,
          own,
          whole,
          refused);
    }
  }

  /** Adds the routes and the reply of the trigger. */
  private static TryOutResult replied(Setup setup, RequestData data, TryOutResult result) {
    Optional<TriggerReply> reply = setup.answers().reply();
    TryOutResult routed = result.at(setup.starts().routes(), setup.answers().acceptedStatus());
    return reply.isEmpty() || result.entries().isEmpty()
        ? routed
        : routed.with(ReplyDryRun.of(reply.get(), data.toJson(), routed));
  }

  private static TryOutResult unreadable(AuthenticationResult admission, Problem problem) {
    List<Fault> faults =
        problem.errors().isEmpty() ? List.of(Fault.at("", problem.inWords())) : problem.errors();
    return new TryOutResult(admission, faults, List.of(), List.of(), 0, problem.status());
  }

  private RequestCapture capture(
      Delivery delivery, TryOutRequest.Sample sample, HiddenParts hidden) {
    return new RequestCapture(
        Ids.next(clock.millis()),
        delivery.method(),
        sample.headers(),
        delivery.parameters(),
        hidden,
        sample.trigger(),
        Arrival.UNKNOWN);
  }

  private static Delivery delivery(
      TryOutRequest.Sample sample, String method, String url, ReceivedBody body) {
    return new Delivery(
        sample.method().orElse(method), url, sample.headers(), sample.query().orElse(null), body);
  }
}
