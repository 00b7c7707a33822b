package drawbridge.provider.signature;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.JsonMembers;
import drawbridge.provider.CurlCommand;
import drawbridge.provider.Delivery;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The secret itself in a header. Weaker than a signature: it does not protect the body, and a
 * reader of one delivery can forge others.
 *
 * @param encoding the encoding of the credential
 * @param before the text before the secret: a user and a colon, or nothing
 */
record Credential(ProofHeader header, Encoding encoding, String before) implements ProofRule {

  static final Set<String> MEMBERS = Set.of("header", "prefix", "encoding", "shown", "user");

  private static final String SECRET = "{secret}";
  private static final String USER = "{user}";

  static Optional<ProofRule> read(JsonMembers members) {
    members.allowOnly(MEMBERS);
    Optional<ProofHeader> header = ProofHeader.read(members);
    Encoding encoding =
        members
            .optional("encoding", JsonMembers.oneOf(EnumSet.of(Encoding.TEXT, Encoding.BASE64)))
            .orElse(Encoding.TEXT);
    Optional<String> before = members.required("shown", Credential::beforeSecret);
    boolean hasUser = before.map(text -> text.contains(USER)).orElse(false);
    members.unusedUnless(hasUser, "user");
    Optional<String> user = hasUser ? members.required("user", Credential::user) : Optional.empty();
    return members.areFaultless()
        ? Optional.of(
            new Credential(
                header.orElseThrow(),
                encoding,
                before.orElseThrow().replace(USER, user.orElse(""))))
        : Optional.empty();
  }

  @Override
  public Optional<String> faultOfSecret(String secret) {
    return encoding == Encoding.TEXT && !secret.chars().allMatch(c -> c > ' ' && c < 127)
        ? Optional.of("must have visible ASCII characters only, because a header carries it")
        : Optional.empty();
  }

  @Override
  public SignatureVerdict check(Delivery delivery, ActiveSecrets secrets, Instant now) {
    return header.elements(delivery, elements -> check(header.proofs(elements), secrets));
  }

  @Override
  public boolean addProof(CurlCommand curl) {
    String shown = CurlCommand.literal(before) + CurlCommand.variable(Scheme.SECRET);
    String text =
        encoding == Encoding.TEXT
            ? shown
            : curl.compute("SHOWN", "printf %s \"" + shown + "\" | openssl base64 -A");
    curl.header(header.name(), CurlCommand.literal(header.prefix()) + text);
    return true;
  }

  private SignatureVerdict check(List<String> texts, ActiveSecrets secrets) {
    Optional<byte[]> given = texts.stream().findFirst().flatMap(encoding::decode);
    return given.isEmpty()
        ? SignatureVerdict.Refused.MALFORMED
        : secrets.tryEach(secret -> MessageDigest.isEqual(given.get(), expected(secret)));
  }

  private byte[] expected(String secret) {
    return (before + secret).getBytes(StandardCharsets.UTF_8);
  }

  private static String beforeSecret(JsonNode json) {
    String shown = JsonMembers.text(200).apply(json);
    if (shown.indexOf(SECRET) != shown.length() - SECRET.length()) {
      throw new IllegalArgumentException("must have {secret} once, at its end");
    }
    return shown.substring(0, shown.length() - SECRET.length());
  }

  /** A colon would end the user (RFC 7617 §2). */
  private static String user(JsonNode json) {
    String user = JsonMembers.text(200).apply(json);
    if (user.chars().anyMatch(c -> c == ':' || Character.isISOControl(c))) {
      throw new IllegalArgumentException("must not have a colon or control characters");
    }
    return user;
  }
}
