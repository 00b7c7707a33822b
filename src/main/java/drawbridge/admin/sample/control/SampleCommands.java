package drawbridge.admin.sample.control;

import drawbridge.admin.control.WorkspaceMutex;
import drawbridge.admin.control.triggers.TriggerLine;
import drawbridge.inbound.body.Allowance;
import drawbridge.inbound.body.ContentType;
import drawbridge.inbound.body.MemoryPool;
import drawbridge.inbound.body.ReceivedBody;
import drawbridge.inbound.trigger.control.MatchedTrigger;
import drawbridge.inbound.trigger.control.PublicUrl;
import drawbridge.inbound.trigger.control.RequestResend;
import drawbridge.inbound.trigger.control.ResendOrder;
import drawbridge.inbound.trigger.control.verification.ProofCheck;
import drawbridge.inbound.trigger.control.verification.Verification;
import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.entity.TriggerSecret;
import drawbridge.operator.control.AuditedCommands;
import drawbridge.operator.entity.Action;
import drawbridge.operator.entity.Change;
import drawbridge.operator.entity.Scope;
import drawbridge.platform.Ids;
import drawbridge.provider.SampleDelivery;
import drawbridge.provider.signature.Scheme;
import drawbridge.provider.vault.Keyring;
import drawbridge.run.entity.Arrival;
import drawbridge.run.entity.RequestData;
import drawbridge.workspace.entity.Workspace;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Sends a sample to a trigger for an operator. Signature, reading, routing and intake are those of
 * a sender's request; the workspace's secret is not checked, since only its digest is stored.
 */
@ApplicationScoped
public class SampleCommands {

  private static final Action SEND = new Action("trigger.test", Scope.RUN);
  private static final Action SEND_EDITED = new Action("trigger.test-edited", Scope.REQUESTS_EDIT);

  @Inject RequestResend sending;
  @Inject ProofCheck proofs;
  @Inject MemoryPool memory;
  @Inject PublicUrl urls;
  @Inject Keyring keys;
  @Inject AuditedCommands commands;
  @Inject Clock clock;

  /** The result of a test. */
  public sealed interface Outcome {

    /** The request is recorded. */
    record Sent(String requestId) implements Outcome {}

    /** The trigger refused it, or it cannot be signed. Nothing was recorded. */
    record Refused(String detail) implements Outcome {}
  }

  /** Returns the body of the sample; empty when the trigger's method has none. */
  public String body(TriggerLine line) {
    return new TriggerSample(line.setup()).body();
  }

  /**
   * Sends a sample.
   *
   * @param body empty for that of the sample
   * @param server the base URL of this server as the current request shows it
   */
  public Outcome send(Workspace workspace, TriggerLine line, Optional<String> body, String server) {
    TriggerSample sample = new TriggerSample(line.setup());
    boolean isEdited = body.filter(it -> !it.equals(sample.body())).isPresent();
    String id = Ids.next(clock.millis());
    return commands.make(
        Change.of(isEdited ? SEND_EDITED : SEND, workspace.id(), line.trigger().name())
            .saying("as request " + id),
        () ->
            send(
                id,
                workspace,
                line,
                sample.to(url(workspace, line, server), body.orElseGet(sample::body))),
        outcome -> outcome instanceof Outcome.Sent);
  }

  private String url(Workspace workspace, TriggerLine line, String server) {
    String address =
        TriggerSecret.addressOf(line.secrets()).flatMap(it -> it.open(keys)).orElse("");
    return urls.of(server, workspace.name(), address);
  }

  private Outcome send(String id, Workspace workspace, TriggerLine line, SampleDelivery sample) {
    Instant now = clock.instant();
    MatchedTrigger matched =
        new MatchedTrigger(workspace, line.trigger(), line.setup(), line.secrets());
    Optional<String> refusal = refusal(matched).or(() -> unsigned(matched, sample, now));
    if (refusal.isPresent()) {
      return new Outcome.Refused(refusal.get());
    }
    try (Allowance own = memory.open(workspace.id())) {
      Optional<ContentType> type =
          Optional.ofNullable(sample.headers().get("Content-Type")).flatMap(ContentType::of);
      byte[] bytes = sample.body();
      Verification verification =
          proofs.check(
              matched,
              sample.delivery(new ReceivedBody(bytes, bytes, type, bytes.length + 1, own)),
              now);
      return verification.match(
          event ->
              outcome(
                  id,
                  WorkspaceMutex.in(
                      workspace.id(), () -> sending.send(order(id, matched, sample)))),
          handshake -> new Outcome.Refused("The trigger takes the sample for a handshake."),
          refused -> new Outcome.Refused("The trigger refuses it: " + refused.why() + "."));
    }
  }

  private static Optional<String> refusal(MatchedTrigger matched) {
    if (matched.trigger().isDisabled()) {
      return Optional.of("The trigger is disabled.");
    }
    return matched.setup().asks().unavailable().isEmpty()
        ? Optional.empty()
        : Optional.of("The row of its signature or handshake is missing or disabled.");
  }

  /** Signs the sample. Returns why it cannot be signed. */
  private Optional<String> unsigned(MatchedTrigger matched, SampleDelivery sample, Instant now) {
    Optional<Scheme> scheme = matched.setup().asks().signature();
    if (scheme.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> secret =
        matched.valid(Purpose.SIGNATURE, now).stream()
            .flatMap(it -> it.open(keys).stream())
            .findFirst();
    if (scheme.get().needsSecret() && secret.isEmpty()) {
      return Optional.of("The signature has no secret that this node can read.");
    }
    return scheme
        .get()
        .sign(sample, secret.orElse(""), now)
        .map(why -> "The sample cannot be signed: " + why + ".");
  }

  private static ResendOrder order(String id, MatchedTrigger matched, SampleDelivery sample) {
    return new ResendOrder(
        id,
        matched.workspace(),
        Optional.of(matched.trigger()),
        new RequestData(
            id,
            sample.method(),
            sample.headers(),
            sample.query(),
            Optional.of(matched.trigger().name()),
            false,
            false),
        new ResendOrder.Content(sample.body(), false),
        Arrival.TEST,
        Set.of());
  }

  private static Outcome outcome(String id, RequestResend.Outcome outcome) {
    return outcome instanceof RequestResend.Outcome.Refused refused
        ? new Outcome.Refused("The trigger refuses it: " + refused.detail())
        : new Outcome.Sent(id);
  }
}
