package drawbridge.provider.signature;

import drawbridge.provider.Delivery;
import drawbridge.provider.Encoding;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A signature over parts of the delivery, verified with a key that an operator enters. */
abstract sealed class KeyedSignature extends Scheme permits HmacSignature, PublicKeySignature {

  static final int MOST_SIGNATURES = 20;

  private final Encoding encoding;
  private final SignedContent content;

  KeyedSignature(JsonObject settings, Proof proof, SignedContent content, String encoding) {
    super(settings, proof);
    this.content = content;
    this.encoding = Encoding.of(encoding);
  }

  Encoding encoding() {
    return encoding;
  }

  SignedContent content() {
    return content;
  }

  /**
   * Returns the requirements of this signature.
   *
   * @param choices as in {@link Requirements}
   */
  Requirements requirements(String way, Map<String, Set<String>> choices) {
    return new Requirements(
        way, proof().each(), Optional.of(content), content.requiredValues(), choices);
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
  SignatureVerdict check(Delivery delivery, Proof.Found found, Evidence evidence) {
    if (found.proofs().size() > MOST_SIGNATURES) {
      return SignatureVerdict.Refused.TOO_MANY;
    }
    List<byte[]> given =
        found.proofs().stream()
            .map(encoding::decode)
            .flatMap(Optional::stream)
            .filter(this::mayBe)
            .toList();
    return given.isEmpty()
        ? SignatureVerdict.Refused.MALFORMED
        : content.check(
            delivery,
            found,
            evidence.now(),
            text -> tryEach(evidence.secrets(), secret -> isSigned(given, text, secret)));
  }

  /** Whether bytes have the form of a signature. */
  boolean mayBe(byte[] signature) {
    return true;
  }

  /** Whether one of the signatures belongs to any form of a text. */
  abstract boolean isSigned(List<byte[]> given, SignedContent.Text text, String secret);
}
