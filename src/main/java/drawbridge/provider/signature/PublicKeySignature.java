package drawbridge.provider.signature;

import drawbridge.platform.binding.OneOf;
import drawbridge.provider.CurlCommand;
import jakarta.json.JsonObject;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A signature with a private key of the provider; an operator enters its public key. */
final class PublicKeySignature extends KeyedSignature {

  /** The members of a row with a public key. The head of {@code signatures.yaml} defines them. */
  public record Members(
      @NotNull @OneOf({"ecdsa-p256-sha256", "ed25519"}) String publicKey,
      @NotNull @OneOf({"hex", "base64"}) String encoding) {}

  private final PublicKeyForm key;

  PublicKeySignature(JsonObject settings, Proof proof, SignedContent content, Members members) {
    super(settings, proof, content, members.encoding());
    key = PublicKeyForm.named(members.publicKey());
  }

  @Override
  Requirements requirements() {
    return requirements("a signature with a private key", Map.of());
  }

  @Override
  public boolean isSecretPublic() {
    return true;
  }

  @Override
  Optional<String> faultOfKey(String secret) {
    return key.of(secret).isPresent() ? Optional.empty() : Optional.of(key.fault());
  }

  @Override
  boolean mayBe(byte[] signature) {
    return key.mayBe(signature);
  }

  @Override
  boolean isSigned(List<byte[]> given, SignedContent.Text text, String secret) {
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
