package drawbridge.admin.control.tryout;

import drawbridge.admin.control.triggers.TriggerLine;
import drawbridge.admin.control.triggers.TriggerList;
import drawbridge.inbound.body.Allowance;
import drawbridge.inbound.body.ContentType;
import drawbridge.inbound.body.ReceivedBody;
import drawbridge.inbound.control.InboundSettings;
import drawbridge.inbound.entity.RequestForm;
import drawbridge.inbound.entity.RoutedBody;
import drawbridge.inbound.entity.Selection;
import drawbridge.inbound.reply.TriggerReply;
import drawbridge.inbound.request.HiddenParts;
import drawbridge.inbound.request.RequestCapture;
import drawbridge.inbound.trigger.control.EventRouter;
import drawbridge.inbound.trigger.control.MatchedTrigger;
import drawbridge.inbound.trigger.control.PublicUrl;
import drawbridge.inbound.trigger.control.UnrecordedCalls;
import drawbridge.inbound.trigger.control.verification.TriggerVerifier;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.platform.Fault;
import drawbridge.platform.Ids;
import drawbridge.platform.Problem;
import drawbridge.platform.store.Patience;
import drawbridge.provider.Delivery;
import drawbridge.run.entity.RequestData;
import drawbridge.workspace.control.WorkspaceAuthenticator;
import drawbridge.workspace.entity.Workspace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Tries a request: authenticates it, reads it and runs its workflows. Stores and sends nothing, and
 * counts dry runs of triggers.
 */
@ApplicationScoped
public class TryOut {

  @Inject WorkspaceAuthenticator authenticator;
  @Inject TriggerVerifier verifier;
  @Inject TriggerList triggers;
  @Inject PublicUrl urls;
  @Inject InboundSettings settings;
  @Inject IntakeDryRun runs;
  @Inject UnrecordedCalls unrecorded;
  @Inject Clock clock;

  /**
   * Tries a request.
   *
   * @param server the base URL of this server as the current request shows it
   * @return empty when the request names a trigger that does not exist
   */
  public Optional<TryOutResult> of(Workspace workspace, TryOutRequest request, String server) {
    Optional<String> name = request.sample().trigger();
    if (name.isEmpty()) {
      return Optional.of(atWorkspace(workspace, request, server));
    }
    return triggers
        .find(workspace.id(), name.get())
        .map(line -> atTrigger(workspace, request, line, server));
  }

  private TryOutResult atWorkspace(Workspace workspace, TryOutRequest request, String server) {
    String url = urls.base().orElse(server) + "/api/inbound/" + workspace.name();
    Delivery delivery = delivery(request, "POST", url, body(request, Optional.empty()));
    HiddenParts hidden = HiddenParts.of(workspace.hiddenHeaders());
    AuthenticationResult admission =
        AuthenticationResult.of(
            authenticator.check(
                workspace.name(),
                delivery.headers(WorkspaceAuthenticator.HEADER),
                clock.instant(),
                Patience.ofSender()));
    return RequestForm.read(
        delivery.body(),
        settings.limits(),
        orders ->
            runs.of(
                workspace,
                request,
                admission,
                Selection.starting(orders),
                () -> Optional.of(data(request.sample(), hidden, Optional.empty()).toJson())),
        problem -> unreadable(admission, problem));
  }

  private TryOutResult atTrigger(
      Workspace workspace, TryOutRequest request, TriggerLine line, String server) {
    unrecorded.dryRun(line.trigger().id());
    ReceivedBody body =
        body(request, ContentType.of(line.setup().takes().mediaTypes().get(0).example().name()));
    Delivery delivery =
        delivery(
            request,
            line.setup().takes().methods().get(0),
            urls.of(server, workspace.name(), line.address().orElse("")),
            body);
    MatchedTrigger matched =
        new MatchedTrigger(workspace, line.trigger(), line.setup(), line.secrets());
    AuthenticationResult admission =
        AuthenticationResult.of(
            line.setup().asks(),
            verifier.check(matched, delivery, clock.instant(), Patience.ofSender()));
    RequestCapture capture =
        new RequestCapture(
            Ids.next(clock.millis()),
            delivery.method(),
            request.sample().headers(),
            Map.of(),
            matched.hidden(line.address().orElse("")),
            request.sample().trigger());
    EventRouter router = new EventRouter(line.setup(), settings.limits(), delivery, capture);
    boolean keepsBody = line.setup().takes().keepBody();
    RequestData data = capture.data();
    Function<RoutedBody, TryOutResult> routed =
        routedBody ->
            replied(
                line.setup(),
                data,
                runs.of(
                    workspace,
                    request,
                    admission,
                    routedBody.selections(),
                    () -> Optional.of(data.toJson(keepsBody ? routedBody.body() : null))));
    Function<Problem, TryOutResult> refused = problem -> unreadable(admission, problem);
    return router.read(body, routed, refused);
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

  private RequestData data(
      TryOutRequest.Sample sample, HiddenParts hidden, Optional<String> trigger) {
    return new RequestCapture(
            Ids.next(clock.millis()), "POST", sample.headers(), Map.of(), hidden, trigger)
        .data();
  }

  private static Delivery delivery(
      TryOutRequest request, String method, String url, ReceivedBody body) {
    return new Delivery(method, url, request.sample().headers(), null, body);
  }

  /**
   * Returns the body of the sample.
   *
   * @param usual the type of a sample without one
   */
  private static ReceivedBody body(TryOutRequest request, Optional<ContentType> usual) {
    byte[] bytes = request.sample().body().getBytes(StandardCharsets.UTF_8);
    List<String> given =
        request.sample().headers().entrySet().stream()
            .filter(header -> header.getKey().equalsIgnoreCase("Content-Type"))
            .flatMap(header -> header.getValue().stream())
            .toList();
    return new ReceivedBody(
        bytes,
        bytes,
        ContentType.of(given).or(() -> usual),
        Math.max(1, bytes.length),
        Allowance.unlimited());
  }
}
