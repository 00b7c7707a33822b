package drawbridge.provider.handshake;

import drawbridge.platform.Fault;
import drawbridge.platform.binding.OneOf;
import drawbridge.platform.binding.SelfChecked;
import drawbridge.provider.Delivery;
import drawbridge.provider.DeliveryPart;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table: the handshake of one provider. The head of {@code handshakes.yaml} defines
 * the members.
 */
public record HandshakeRow(
    @Pattern(
            regexp = "https://.+",
            message = "must be the https address of the provider's documentation")
        @Size(max = 1000)
        @Nullable String docs,
    @NotNull @Valid HandshakeRequest request,
    @Size(max = 5) @Nullable List<HandshakeRequest.@NotNull @Valid Notice> notices,
    @Valid @Nullable DeliveryPart token,
    @Valid @Nullable AnsweredHmac hmac,
    @AssertTrue(message = "must be true, or be left out") @Nullable Boolean handsOver,
    @AssertTrue(message = "must be true, or be left out") @Nullable Boolean shown,
    @Valid @Nullable Expected expects,
    @Valid @Nullable Challenge challenge,
    @Valid @Nullable Lease lease,
    @Valid @Nullable ConfirmationUrl visit,
    @Valid @Nullable Refusal refusal,
    @NotNull @Valid HandshakeReply answer)
    implements SelfChecked {

  /**
   * A text of the request that must equal a member of the trigger's settings.
   *
   * @param setting the name of the member, which every trigger must have
   */
  public record Expected(
      @Nullable String header,
      @Nullable String query,
      @Nullable String pointer,
      @NotNull @Pattern(regexp = SETTING, message = "must be a word") String setting)
      implements SelfChecked {

    DeliveryPart part() {
      return new DeliveryPart(header, query, pointer);
    }

    @Override
    public void check(List<Fault> faults) {
      part().check(faults);
    }
  }

  /**
   * The text that the provider expects in the answer.
   *
   * @param form the name of a {@link Form} of the table
   * @param setting the member of a trigger's settings that may name the only allowed text
   */
  public record Challenge(
      @Nullable String header,
      @Nullable String query,
      @Nullable String pointer,
      @NotNull String form,
      @Pattern(regexp = SETTING, message = "must be a word") @Nullable String setting)
      implements SelfChecked {

    DeliveryPart part() {
      return new DeliveryPart(header, query, pointer);
    }

    @Override
    public void check(List<Fault> faults) {
      part().check(faults);
    }
  }

  /**
   * The answer to a handshake with a wrong token, signature or setting.
   *
   * @param status for a wrong token or setting
   * @param body {@code none} when every refusal of the handshake has an empty body
   */
  public record Refusal(
      @Min(400) @Max(499) @Nullable Integer status, @OneOf("none") @Nullable String body) {}

  private static final String SETTING = "[a-z][A-Za-z]{0,49}";
  private static final Set<String> RESERVED = Set.of(Handshakes.PROVIDER, "token", "secret");

  @Override
  public void check(List<Fault> faults) {
    if (count(token, hmac, handsOver) > 1) {
      faults.add(Fault.at("", "must have at most one of token, hmac, handsOver"));
    }
    if (hmac != null && challenge == null) {
      faults.add(Fault.at("", "must have a challenge for its hmac"));
    }
    if (handsOver != null && challenge == null) {
      faults.add(Fault.at("", "must have the handed-over secret as its challenge"));
    }
    if (shown != null && handsOver == null) {
      faults.add(Fault.at("/shown", "requires handsOver"));
    }
    if (count(handsOver, lease, visit) > 1) {
      faults.add(Fault.at("", "must have at most one of handsOver, lease, visit"));
    }
    checkSettings(faults);
    if (visit != null && (request == null || request.signed() == null)) {
      faults.add(Fault.at("/visit", "requires request.signed"));
    }
    Set<String> unknown = answer == null ? new TreeSet<>() : answer.placeholders();
    unknown.remove("rate");
    unknown.removeIf(name -> hmac != null && name.equals("hmac"));
    unknown.removeIf(name -> challenge != null && name.equals("challenge"));
    if (!unknown.isEmpty()) {
      faults.add(Fault.at("/answer", "has unknown placeholders: " + unknown));
    }
  }

  private void checkSettings(List<Fault> faults) {
    if (expects != null && RESERVED.contains(String.valueOf(expects.setting()))) {
      faults.add(Fault.at("/expects/setting", "must be none of provider, token, secret"));
    }
    if (challenge != null && RESERVED.contains(String.valueOf(challenge.setting()))) {
      faults.add(Fault.at("/challenge/setting", "must be none of provider, token, secret"));
    }
    if (expects != null && challenge != null && challenge.setting() != null) {
      faults.add(Fault.at("/challenge/setting", "is not used beside expects"));
    }
  }

  private static long count(@Nullable Object... values) {
    return Stream.of(values).filter(value -> value != null).count();
  }

  /** Whether this request is the handshake or a notice, valid or not. */
  boolean matches(Delivery delivery) {
    return conditions(delivery).isPresent();
  }

  /** Whether this request is a notice, and not the handshake itself. */
  boolean isNotice(Delivery delivery) {
    return !request.matches(delivery);
  }

  /** Returns the conditions that recognize this request; empty when it is an event. */
  Optional<List<RequestCondition>> conditions(Delivery delivery) {
    if (request.matches(delivery)) {
      return Optional.of(request.conditions());
    }
    return notices == null
        ? Optional.empty()
        : notices.stream()
            .filter(notice -> notice.matches(delivery))
            .findFirst()
            .map(HandshakeRequest.Notice::when);
  }

  Needs needs() {
    if (token != null) {
      return Needs.TOKEN;
    }
    if (hmac != null) {
      return Needs.SECRET;
    }
    return handsOver == null ? Needs.NOTHING : Needs.HANDED_OVER;
  }

  boolean isSigned() {
    return request.signed() != null;
  }

  /** Whether the method alone recognizes the handshake. */
  boolean takesEveryRequest() {
    return request.conditions().isEmpty();
  }

  /** Returns the member of a trigger's settings besides {@code provider}. */
  Optional<String> setting() {
    return expects != null
        ? Optional.of(expects.setting())
        : Optional.ofNullable(challenge).map(Challenge::setting);
  }

  /** Returns a refusal as this provider expects it. */
  Answer.Refused refused(Answer.Refused plain) {
    boolean hasBody = !refusesWithoutBody();
    boolean isOfCredential =
        plain.equals(Answer.Refused.WRONG_TOKEN) || plain.equals(Answer.Refused.NOT_ALLOWED);
    int status =
        isOfCredential && refusal != null && refusal.status() != null
            ? refusal.status()
            : plain.status();
    return new Answer.Refused(status, plain.why(), hasBody);
  }

  boolean refusesWithoutBody() {
    return refusal != null && refusal.body() != null;
  }
}
