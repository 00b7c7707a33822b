package drawbridge.provider.handshake;

import drawbridge.platform.Fault;
import drawbridge.platform.binding.OneOf;
import drawbridge.platform.binding.SelfChecked;
import drawbridge.provider.Delivery;
import drawbridge.provider.DeliveryPart;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
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
    @NotNull
        @Pattern(
            regexp = "https://.+",
            message = "must be the https address of the provider's documentation")
        String docs,
    @NotNull @Valid Request request,
    @Valid @Nullable DeliveryPart token,
    @Valid @Nullable Proof hmac,
    @AssertTrue(message = "must be true, or be left out") @Nullable Boolean handsOver,
    @Valid @Nullable Challenge challenge,
    @NotNull @Valid HandshakeReply answer)
    implements SelfChecked {

  /** Recognizes the request of a handshake. */
  public record Request(
      @NotNull @OneOf({"GET", "POST", "HEAD", "OPTIONS"}) String method,
      @Nullable List<@NotNull @Valid Condition> when,
      @AssertTrue(message = "must be true, or be left out") @Nullable Boolean signed) {

    boolean matches(Delivery delivery) {
      return delivery.method().equals(method)
          && (when == null || when.stream().allMatch(condition -> condition.matches(delivery)));
    }
  }

  /**
   * A condition that distinguishes a handshake from an event: a part of the request that is present
   * or has the text {@code is}, or a form of the body.
   */
  public record Condition(
      @Nullable String header,
      @Nullable String query,
      @Nullable String pointer,
      @Nullable String is,
      @Nullable List<@NotNull String> members,
      @OneOf("none") @Nullable String body)
      implements SelfChecked {

    private DeliveryPart part() {
      return new DeliveryPart(header, query, pointer);
    }

    @Override
    public void check(List<Fault> faults) {
      if (body == null && members == null) {
        part().check(faults);
      } else if (Stream.of(header, query, pointer, is, body, members)
              .filter(it -> it != null)
              .count()
          > 1) {
        faults.add(Fault.at("", "must have one condition only"));
      }
    }

    /**
     * A repeated part counts as present, so that the request is refused as a handshake and not read
     * as an event.
     */
    boolean matches(Delivery delivery) {
      if (body != null) {
        return delivery.body().length == 0;
      }
      if (members != null) {
        return delivery.hasMembers(Set.copyOf(members));
      }
      return is == null
          ? part().isPresentIn(delivery)
          : part().in(delivery).filter(is::equals).isPresent();
    }
  }

  /** An HMAC of the challenge with the newest secret, by which the answer proves the secret. */
  public record Proof(
      @NotNull @OneOf({"sha1", "sha256", "sha512"}) String algorithm,
      @NotNull @OneOf({"hex", "base64"}) String encoding) {}

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
      @Nullable @Size(min = 1) String setting)
      implements SelfChecked {

    DeliveryPart part() {
      return new DeliveryPart(header, query, pointer);
    }

    @Override
    public void check(List<Fault> faults) {
      part().check(faults);
    }
  }

  @Override
  public void check(List<Fault> faults) {
    if (Stream.of(token, hmac, handsOver).filter(proof -> proof != null).count() > 1) {
      faults.add(Fault.at("", "must have at most one of token, hmac, handsOver"));
    }
    if (hmac != null && challenge == null) {
      faults.add(Fault.at("", "must have a challenge for its hmac"));
    }
    if (handsOver != null && challenge == null) {
      faults.add(Fault.at("", "must have the handed-over secret as its challenge"));
    }
    Set<String> unknown = answer == null ? new TreeSet<>() : answer.placeholders();
    unknown.remove("rate");
    unknown.removeIf(name -> hmac != null && name.equals("hmac"));
    unknown.removeIf(name -> challenge != null && name.equals("challenge"));
    if (!unknown.isEmpty()) {
      faults.add(Fault.at("/answer", "has unknown placeholders: " + unknown));
    }
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

  /** Returns the member of a trigger's settings that may name the only allowed challenge. */
  Optional<String> setting() {
    return Optional.ofNullable(challenge).map(Challenge::setting);
  }
}
