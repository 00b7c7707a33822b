package drawbridge.provider.signature;

import drawbridge.platform.Fault;
import drawbridge.platform.binding.SelfChecked;
import drawbridge.provider.CurlCommand;
import drawbridge.provider.Delivery;
import drawbridge.provider.DeliveryPart;
import drawbridge.provider.Encoding;
import drawbridge.provider.remote.Lookup;
import drawbridge.provider.remote.UrlPattern;
import jakarta.json.JsonObject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.security.PublicKey;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An RSA signature with a key of the provider, whose certificate the delivery names. The
 * certificate's URL must match the row, and its chain must be trusted.
 */
final class CertificateSignature extends Scheme {

  /** The values that name a hash, and the algorithm of the JDK. */
  private static final Map<String, String> ALGORITHMS =
      Map.of(
          "1", "SHA1withRSA", // SNS; its collisions need a publisher who may sign anyway
          "2", "SHA256withRSA",
          "SHA256withRSA", "SHA256withRSA");

  /** The members of a row with a certificate. The head of {@code signatures.yaml} defines them. */
  public record Members(
      @NotNull @Valid DeliveryPart certificate,
      @NotNull @Size(min = 1, max = 10) List<@NotNull String> certificateUrls,
      @NotNull @Size(min = 1, max = 10) List<@NotNull String> certificateNames,
      @Size(max = 10) @Nullable List<@NotNull String> issuerUrls,
      @NotNull @Valid DeliveryPart version,
      @NotNull @Size(min = 1, max = 3) List<@NotNull String> versions,
      @Valid @Nullable DeliveryPart topic,
      @Pattern(
              regexp =
                  "arn:aws(-us-gov|-cn|-eusc)?:sns:[a-z0-9-]+:[0-9]{12}:[A-Za-z0-9_-]{1,256}(\\.fifo)?",
              message = "must be the ARN of an SNS topic")
          @Nullable String topicArn)
      implements SelfChecked {

    @Override
    public void check(List<Fault> faults) {
      if (certificateUrls != null
          && certificateUrls.stream()
              .anyMatch(it -> UrlPattern.parse(it).filter(UrlPattern::isHttps).isEmpty())) {
        faults.add(Fault.at("/certificateUrls", "must be https URLs"));
      }
      checkPatterns("/certificateNames", names(certificateNames), faults);
      checkPatterns("/issuerUrls", issuerUrls, faults);
      if (versions != null && !ALGORITHMS.keySet().containsAll(versions)) {
        faults.add(Fault.at("/versions", "names an unknown version"));
      }
      SchemeRow.checkUse("/topicArn", topicArn, topic != null, faults);
    }

    private static @Nullable List<String> names(@Nullable List<String> hosts) {
      return hosts == null ? null : hosts.stream().map(host -> "https://" + host + "/").toList();
    }

    private static void checkPatterns(
        String pointer, @Nullable List<String> patterns, List<Fault> faults) {
      if (patterns != null && patterns.stream().anyMatch(it -> UrlPattern.parse(it).isEmpty())) {
        faults.add(Fault.at(pointer, "must have valid hosts"));
      }
    }
  }

  private final Members members;
  private final SignedContent content;
  private final List<UrlPattern> urls;
  private final List<UrlPattern> names;
  private final List<UrlPattern> issuers;

  CertificateSignature(JsonObject settings, Proof proof, SignedContent content, Members members) {
    super(settings, proof);
    this.members = members;
    this.content = content;
    urls = patterns(members.certificateUrls());
    names = patterns(Members.names(members.certificateNames()));
    issuers = patterns(members.issuerUrls());
  }

  private static List<UrlPattern> patterns(@Nullable List<String> texts) {
    return texts == null
        ? List.of()
        : texts.stream().map(UrlPattern::parse).flatMap(Optional::stream).toList();
  }

  @Override
  public boolean needsSecret() {
    return false;
  }

  @Override
  Requirements requirements() {
    Map<String, String> values = new HashMap<>(content.requiredValues());
    if (members.topicArn() != null) {
      values.put("topicArn", members.topicArn());
    }
    return new Requirements(
        "a signature with a certificate",
        proof().each(),
        Optional.of(content),
        values,
        Map.of(
            "certificateUrls", Set.copyOf(members.certificateUrls()),
            "certificateNames", Set.copyOf(members.certificateNames()),
            "versions", Set.copyOf(members.versions())));
  }

  @Override
  public boolean signsPartOfBody() {
    return content.signsPartOfBody();
  }

  @Override
  public boolean signsBody() {
    return content.signsBody();
  }

  @Override
  Optional<String> faultOfKey(String secret) {
    return Optional.of("is not used: the provider publishes its keys");
  }

  /** Fetches a certificate only after every other check. */
  @Override
  SignatureVerdict check(Delivery delivery, Proof.Found found, Evidence evidence) {
    Optional<byte[]> signature =
        found.proofs().stream().findFirst().flatMap(Encoding.BASE64::decode);
    Optional<String> version = members.version().in(delivery).filter(members.versions()::contains);
    Optional<URI> address =
        members.certificate().in(delivery).flatMap(it -> UrlPattern.permitted(it, urls));
    if (signature.isEmpty() || signature.get().length > 1024) {
      return SignatureVerdict.Refused.MALFORMED;
    } else if (version.isEmpty()) {
      return SignatureVerdict.Refused.UNKNOWN_VERSION;
    } else if (members.topic() != null
        && !members.topic().in(delivery).equals(Optional.ofNullable(members.topicArn()))) {
      return SignatureVerdict.Refused.OTHER_TOPIC;
    } else if (address.isEmpty()) {
      return SignatureVerdict.Refused.FOREIGN_CERTIFICATE;
    }
    String algorithm = ALGORITHMS.get(version.get());
    return content.check(
        delivery,
        found,
        evidence.now(),
        text ->
            key(address.get(), evidence)
                .match(
                    key ->
                        Verifying.isSigned(String.valueOf(algorithm), key, text, signature.get())
                            ? SignatureVerdict.Genuine.BY_PROVIDER
                            : SignatureVerdict.Refused.UNPROVED,
                    SignatureVerdict.Refused::new,
                    SignatureVerdict.Undecided::new));
  }

  private Lookup<PublicKey> key(URI address, Evidence evidence) {
    return evidence.keys().certified(name(), address, names, issuers, evidence.now());
  }

  @Override
  public Optional<String> addProof(CurlCommand curl) {
    return Optional.of("only the provider has the private key that signs");
  }
}
