package drawbridge.provider.signature;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import drawbridge.platform.Fault;
import drawbridge.platform.binding.OneOf;
import drawbridge.platform.binding.SelfChecked;
import drawbridge.provider.CurlCommand;
import drawbridge.provider.Delivery;
import drawbridge.provider.DeliveryPart;
import drawbridge.provider.remote.UrlPattern;
import jakarta.json.JsonObject;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.URI;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A token (RFC 7519) of an issuer that publishes its keys (RFC 7517). It does not protect the body.
 * The row fixes algorithms, issuers and the address of the keys; what the token says of them, as in
 * {@code jku}, {@code jwk} and {@code x5u}, is ignored.
 */
final class JwtCredential extends Scheme {

  private static final Duration SKEW = Duration.ofMinutes(1);
  private static final String TENANT = "{tenant}";

  /** The members of a row with a token. The head of {@code signatures.yaml} defines them. */
  public record Members(
      @NotNull @Size(max = 300) String keys,
      @NotNull @Size(min = 1, max = 10) List<@NotNull @Size(max = 300) String> issuers,
      @NotNull @Size(min = 1, max = 6)
          List<@NotNull @OneOf({"RS256", "RS384", "RS512", "ES256", "ES384", "ES512"}) String>
              algorithms,
      @NotNull @Size(min = 1, max = 500) String audience,
      @Size(min = 1, max = 320) @Nullable String email,
      @Size(min = 1, max = 255) @Nullable String sub,
      @Pattern(regexp = "[0-9a-fA-F-]{36}", message = "must be the UUID of a tenant")
          @Nullable String tenant)
      implements SelfChecked {

    @Override
    public void check(List<Fault> faults) {
      if (email == null && sub == null) {
        faults.add(Fault.at("/sub", "is missing; set sub or email"));
      }
      if (keys != null && address().isEmpty()) {
        faults.add(Fault.at("/keys", "must be an https URL"));
      }
      boolean isTenantUsed = keys != null && keys.contains(TENANT);
      SchemeRow.checkUse("/tenant", tenant, isTenantUsed, faults);
    }

    private Optional<URI> address() {
      String address = of(keys);
      return UrlPattern.parse(address)
          .filter(UrlPattern::isHttps)
          .flatMap(it -> it.permitted(address));
    }

    private String of(String template) {
      return template.replace(
          TENANT, tenant == null ? "00000000-0000-0000-0000-000000000000" : tenant);
    }
  }

  private final Members members;
  private final URI keys;
  private final List<String> issuers;
  private final List<JWSAlgorithm> algorithms;

  JwtCredential(JsonObject settings, Proof proof, Members members) {
    super(settings, proof);
    this.members = members;
    keys = members.address().orElseThrow();
    issuers = members.issuers().stream().map(members::of).toList();
    algorithms = members.algorithms().stream().map(JWSAlgorithm::parse).toList();
  }

  @Override
  public boolean needsSecret() {
    return false;
  }

  @Override
  Requirements requirements() {
    Map<String, String> values = new HashMap<>();
    values.put("keys", keys.toString());
    values.put("audience", members.audience());
    if (members.email() != null) {
      values.put("email", members.email());
    }
    if (members.sub() != null) {
      values.put("sub", members.sub());
    }
    return new Requirements(
        "a token of the issuer",
        proof().each(),
        Optional.empty(),
        values,
        Map.of("issuers", Set.copyOf(issuers), "algorithms", Set.copyOf(members.algorithms())));
  }

  @Override
  public List<DeliveryPart> secretParts() {
    return List.of(proof().everywhere());
  }

  @Override
  Optional<String> faultOfKey(String secret) {
    return Optional.of("is not used: the issuer publishes its keys");
  }

  /** Fetches keys only after every check of the claims. */
  @Override
  SignatureVerdict check(Delivery delivery, Proof.Found found, Evidence evidence) {
    try {
      if (found.proofs().isEmpty()) {
        return SignatureVerdict.Refused.MALFORMED;
      }
      SignedJWT token = SignedJWT.parse(found.proofs().get(0));
      String keyId = token.getHeader().getKeyID();
      if (!algorithms.contains(token.getHeader().getAlgorithm()) || keyId == null) {
        return SignatureVerdict.Refused.FOREIGN_ALGORITHM;
      }
      Optional<SignatureVerdict> refusal = refusal(token.getJWTClaimsSet(), evidence.now());
      return refusal.isPresent()
          ? refusal.get()
          : evidence
              .keys()
              .fromSet(name(), keys, keyId, evidence.now())
              .match(
                  key -> verdict(token, key),
                  SignatureVerdict.Refused::new,
                  SignatureVerdict.Undecided::new);
    } catch (ParseException | IllegalArgumentException e) {
      return SignatureVerdict.Refused.MALFORMED;
    }
  }

  private Optional<SignatureVerdict> refusal(JWTClaimsSet claims, Instant now)
      throws ParseException {
    if (claims.getIssuer() == null || !issuers.contains(claims.getIssuer())) {
      return Optional.of(SignatureVerdict.Refused.OTHER_ISSUER);
    } else if (!claims.getAudience().contains(members.audience())) {
      return Optional.of(SignatureVerdict.Refused.OTHER_AUDIENCE);
    } else if (!isSender(claims)) {
      return Optional.of(SignatureVerdict.Refused.OTHER_SENDER);
    }
    Date end = claims.getExpirationTime();
    boolean isEarly =
        isAfter(claims.getNotBeforeTime(), now) || isAfter(claims.getIssueTime(), now);
    boolean isLate = end == null || end.toInstant().plus(SKEW).isBefore(now);
    return isEarly || isLate
        ? Optional.of(SignatureVerdict.Refused.OUTSIDE_TOLERANCE)
        : Optional.empty();
  }

  private boolean isSender(JWTClaimsSet claims) throws ParseException {
    boolean isEmail =
        members.email() == null
            || (members.email().equals(claims.getStringClaim("email"))
                && Boolean.TRUE.equals(claims.getBooleanClaim("email_verified")));
    return isEmail && (members.sub() == null || members.sub().equals(claims.getSubject()));
  }

  private static boolean isAfter(@Nullable Date time, Instant now) {
    return time != null && time.toInstant().minus(SKEW).isAfter(now);
  }

  private static SignatureVerdict verdict(SignedJWT token, JWK key) {
    try {
      Optional<JWSVerifier> verifier = verifier(key);
      return verifier.isPresent() && token.verify(verifier.get())
          ? SignatureVerdict.Genuine.BY_PROVIDER
          : SignatureVerdict.Refused.UNPROVED;
    } catch (JOSEException e) {
      return SignatureVerdict.Refused.UNPROVED; // a key of another algorithm
    }
  }

  private static Optional<JWSVerifier> verifier(JWK key) throws JOSEException {
    if (key.getKeyUse() != null && !key.getKeyUse().equals(KeyUse.SIGNATURE)) {
      return Optional.empty();
    }
    if (key instanceof RSAKey rsa) {
      return Optional.of(new RSASSAVerifier(rsa.toRSAPublicKey()));
    }
    return key instanceof ECKey curve
        ? Optional.of(new ECDSAVerifier(curve.toECPublicKey()))
        : Optional.empty();
  }

  @Override
  public Optional<String> addProof(CurlCommand curl) {
    return Optional.of("only the issuer has the private key that signs its tokens");
  }
}
