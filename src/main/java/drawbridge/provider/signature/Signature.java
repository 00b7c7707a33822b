package drawbridge.provider.signature;

import drawbridge.platform.JsonMembers;
import drawbridge.provider.CurlCommand;
import drawbridge.provider.Delivery;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An HMAC over the delivery, in a header.
 *
 * @param header the header with one or more signatures
 * @param encoding the encoding of each signature
 */
record Signature(ProofHeader header, Encoding encoding, Hmac hmac, Message message)
    implements ProofRule {

  static final Set<String> MEMBERS =
      Set.of(
          "header",
          "separator",
          "prefix",
          "encoding",
          "algorithm",
          "key",
          "signed",
          "id",
          "timestamp",
          "time",
          "tolerance");

  private static final int MOST_SIGNATURES = 20;

  static Optional<ProofRule> read(JsonMembers members) {
    members.allowOnly(MEMBERS);
    Optional<ProofHeader> header = ProofHeader.read(members);
    Optional<Encoding> encoding =
        members.required("encoding", JsonMembers.oneOf(EnumSet.of(Encoding.HEX, Encoding.BASE64)));
    Optional<Hmac> hmac = Hmac.read(members);
    Optional<Message> message = Message.read(members);
    return members.areFaultless()
        ? Optional.of(
            new Signature(
                header.orElseThrow(),
                encoding.orElseThrow(),
                hmac.orElseThrow(),
                message.orElseThrow()))
        : Optional.empty();
  }

  @Override
  public Optional<String> faultOfSecret(String secret) {
    return hmac.faultOfSecret(secret);
  }

  @Override
  public SignatureVerdict check(Delivery delivery, ActiveSecrets secrets, Instant now) {
    return header.elements(delivery, elements -> check(elements, delivery, secrets, now));
  }

  @Override
  public boolean addProof(CurlCommand curl) {
    List<String> elements = new ArrayList<>();
    if (!message.put(curl, elements) || !(elements.isEmpty() || header.separator().isPresent())) {
      return false;
    }
    String sign = "printf %s \"" + message.text().inShell() + "\" | " + hmac.inShell(curl);
    String end = encoding == Encoding.HEX ? " -r | cut -d' ' -f1" : " -binary | openssl base64 -A";
    elements.add(CurlCommand.literal(header.prefix()) + curl.compute("SIGNATURE", sign + end));
    String separator = header.separator().map(String::valueOf).orElse("");
    curl.header(header.name(), String.join(CurlCommand.literal(separator), elements));
    return true;
  }

  private SignatureVerdict check(
      List<String> elements, Delivery delivery, ActiveSecrets secrets, Instant now) {
    List<String> texts = header.proofs(elements);
    if (texts.size() > MOST_SIGNATURES) {
      return SignatureVerdict.Refused.TOO_MANY;
    }
    List<byte[]> given = texts.stream().map(encoding::decode).flatMap(Optional::stream).toList();
    if (given.isEmpty()) {
      return SignatureVerdict.Refused.MALFORMED;
    }
    return message.check(
        delivery,
        elements,
        now,
        values ->
            secrets.tryEach(
                secret -> isOneOf(given, message.text().sign(hmac.keyedWith(secret), values))));
  }

  /** Compares all of them, each in constant time. */
  private static boolean isOneOf(List<byte[]> given, byte[] expected) {
    boolean found = false;
    for (byte[] one : given) {
      found |= MessageDigest.isEqual(one, expected);
    }
    return found;
  }
}
