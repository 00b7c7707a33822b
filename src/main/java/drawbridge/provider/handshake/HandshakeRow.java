package drawbridge.provider.handshake;

import drawbridge.platform.Fault;
import drawbridge.platform.binding.OneOf;
import drawbridge.platform.binding.SelfChecked;
import drawbridge.provider.Delivery;
import drawbridge.provider.DeliveryPart;
import drawbridge.provider.remote.UrlPattern;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.net.URISyntaxException;
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
    @NotNull @Valid Request request,
    @Size(max = 5) @Nullable List<@NotNull @Valid Notice> notices,
    @Valid @Nullable DeliveryPart token,
    @Valid @Nullable Proof hmac,
    @AssertTrue(message = "must be true, or be left out") @Nullable Boolean handsOver,
    @AssertTrue(message = "must be true, or be left out") @Nullable Boolean shown,
    @Valid @Nullable Expected expects,
    @Valid @Nullable Challenge challenge,
    @Valid @Nullable Lease lease,
    @Valid @Nullable Visit visit,
    @Valid @Nullable Refusal refusal,
    @NotNull @Valid HandshakeReply answer)
    implements SelfChecked {

  private static final int MOST_CONDITIONS = 20;

  /** Recognizes the request of a handshake. */
  public record Request(
      @NotNull @OneOf({"GET", "POST", "HEAD", "OPTIONS"}) String method,
      @Size(max = MOST_CONDITIONS) @Nullable List<@NotNull @Valid RequestCondition> when,
      @AssertTrue(message = "must be true, or be left out") @Nullable Boolean signed)
      implements SelfChecked {

    @Override
    public void check(List<Fault> faults) {
      if ("POST".equals(method) && (when == null || when.isEmpty())) {
        faults.add(Fault.at("/when", "must distinguish the handshake from events by POST"));
      }
    }
  }

  /**
   * Recognizes the provider's notice that it has ended or denied the subscription. It gets an empty
   * answer and starts no run.
   */
  public record Notice(
      @NotNull @OneOf({"GET", "POST"}) String method,
      @NotNull @Size(min = 1, max = MOST_CONDITIONS) List<@NotNull @Valid RequestCondition> when) {}

  /** An HMAC of the challenge with the newest secret, by which the answer proves the secret. */
  public record Proof(
      @NotNull @OneOf({"sha1", "sha256", "sha384", "sha512"}) String algorithm,
      @NotNull @OneOf({"hex", "base64"}) String encoding) {}

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
   * The seconds until the subscription ends.
   *
   * @param when the condition of a lease; null when every request may have one
   */
  public record Lease(
      @Nullable String header,
      @Nullable String query,
      @Nullable String pointer,
      @Valid @Nullable RequestCondition when)
      implements SelfChecked {

    private DeliveryPart part() {
      return new DeliveryPart(header, query, pointer);
    }

    @Override
    public void check(List<Fault> faults) {
      part().check(faults);
    }

    /** Returns the seconds; empty when the subscription has no end, or ends now. */
    Optional<Long> in(Delivery delivery) {
      return when == null || when.matches(delivery)
          ? part().in(delivery).filter(it -> it.matches("[1-9][0-9]{0,9}")).map(Long::valueOf)
          : Optional.empty();
    }
  }

  /**
   * The URL of the request that confirms the subscription.
   *
   * @param hosts its possible hosts; {@code *} stands for letters, digits and hyphens
   */
  public record Visit(
      @NotNull @Pattern(regexp = "/.+", message = "must be a JSON pointer") String pointer,
      @NotNull @Size(min = 1, max = 10)
          List<
                  @NotNull
                  @Pattern(
                      regexp = "[a-z0-9-]+(\\.(\\{region}|[a-z0-9*-]+))*(\\.[a-z0-9-]+){2}",
                      message = "must be a host whose first and last labels have no *")
                  String>
              hosts) {

    /** Returns the URL; empty when it is missing, malformed, or of another host. */
    Optional<URI> in(Delivery delivery) {
      return new DeliveryPart(null, null, pointer).in(delivery).flatMap(this::url);
    }

    private Optional<URI> url(String text) {
      try {
        URI url = new URI(text);
        boolean isAllowed =
            "https".equals(url.getScheme())
                && url.getHost() != null
                && isHost(url.getHost())
                && (url.getPort() == -1 || url.getPort() == 443)
                && url.getRawUserInfo() == null
                && url.getRawFragment() == null;
        return isAllowed ? Optional.of(url) : Optional.empty();
      } catch (URISyntaxException e) {
        return Optional.empty();
      }
    }

    private boolean isHost(String name) {
      return hosts.stream()
          .map(host -> UrlPattern.parse("https://" + host + "/"))
          .flatMap(Optional::stream)
          .anyMatch(pattern -> pattern.isHost(name));
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
    return !isMatch(request.method(), when(), delivery);
  }

  /** Returns the conditions that recognize this request; empty when it is an event. */
  Optional<List<RequestCondition>> conditions(Delivery delivery) {
    if (isMatch(request.method(), when(), delivery)) {
      return Optional.of(when());
    }
    return notices == null
        ? Optional.empty()
        : notices.stream()
            .filter(notice -> isMatch(notice.method(), notice.when(), delivery))
            .findFirst()
            .map(Notice::when);
  }

  private List<RequestCondition> when() {
    return request.when() == null ? List.of() : request.when();
  }

  private static boolean isMatch(String method, List<RequestCondition> when, Delivery delivery) {
    return delivery.method().equals(method)
        && when.stream().allMatch(condition -> condition.matches(delivery));
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
    return when().isEmpty();
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
