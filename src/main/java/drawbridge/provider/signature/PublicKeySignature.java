package drawbridge.provider.signature;

import drawbridge.platform.binding.OneOf;
import drawbridge.provider.CurlCommand;
import drawbridge.provider.Delivery;
import drawbridge.provider.Encoding;
import jakarta.json.JsonObject;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Optional;

/** A signature with a private key of the provider; an operator enters its public key. */
final class PublicKeySignature extends Scheme {

  /** The members of a row with a public key. The head of {@code signatures.yaml} defines them. */
  public record Members(
      @NotNull @OneOf({"ecdsa-p256-sha256", "ed25519"}) String publicKey,
      @NotNull @OneOf({"hex", "base64"}) String encoding) {}

  private final PublicKeyForm key;
  private final Encoding encoding;
  private final SignedContent content;

  PublicKeySignature(JsonObject settings, Proof proof, SignedContent content, Members members) {
    super(settings, proof);
    this.content = content;
    key = PublicKeyForm.named(members.publicKey());
    encoding = Encoding.of(members.encoding());
  }

  @Override
  public Optional<String> signedText() {
    return content.template();
  }

  @Override
  public boolean signsBody() {
    return content.signsBody();
  }

  @Override
  Optional<String> faultOfKey(String secret) {
    return key.of(secret).isPresent() ? Optional.empty() : Optional.of(key.fault());
  }

  @Override
  SignatureVerdict check(Delivery delivery, Proof.Found found, Evidence evidence) {
    if (found.proofs().size() > HmacSignature.MOST_SIGNATURES) {
      return SignatureVerdict.Refused.TOO_MANY;
    }
    List<byte[]> given =
        found.proofs().stream()
            .map(encoding::decode)
            .flatMap(Optional::stream)
            .filter(key::mayBe)
            .toList();
    return given.isEmpty()
        ? SignatureVerdict.Refused.MALFORMED
        : content.check(
            delivery,
            found,
            evidence.now(),
            text -> tryEach(evidence.secrets(), secret -> isSigned(given, text, secret)));
  }

  private boolean isSigned(List<byte[]> given, SignedContent.Text text, String secret) {
    return given.stream()
        .anyMatch(
            signature ->
                Verifying.isSigned(key.algorithm(), key.of(secret).orElseThrow(), text, signature));
  }

  @Override
  public Optional<String> addProof(CurlCommand curl) {
    return Optional.of("only the provider has the private key that signs");
  }
}
