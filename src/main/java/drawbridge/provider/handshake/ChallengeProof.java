package drawbridge.provider.handshake;

import drawbridge.provider.Delivery;
import drawbridge.provider.DeliveryPart;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Security;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** By what one side shows the other that they know each other. */
sealed interface ChallengeProof {

  Needs needs();

  /** Why this delivery is not answered; empty when nothing speaks against it. */
  default Optional<Answer.Refused> refusal(Delivery delivery, HandshakeContext context) {
    return Optional.empty();
  }

  /** The text for {@code {hmac}}; empty where there is none. */
  default String hmac(String challenge, HandshakeContext context) {
    return "";
  }

  /** By nothing: to answer is enough. */
  record Nothing() implements ChallengeProof {
    @Override
    public Needs needs() {
      return Needs.NOTHING;
    }
  }

  /** The provider shows the token that it was given. */
  record Token(DeliveryPart part) implements ChallengeProof {
    @Override
    public Needs needs() {
      return Needs.TOKEN;
    }

    @Override
    public Optional<Answer.Refused> refusal(Delivery delivery, HandshakeContext context) {
      return context.has(part.in(delivery).orElse(""))
          ? Optional.empty()
          : Optional.of(Answer.Refused.WRONG_TOKEN);
    }
  }

  /** The provider hands over a secret; whoever asked it to does so knows that it did. */
  record HandedOver() implements ChallengeProof {
    @Override
    public Needs needs() {
      return Needs.HANDED_OVER;
    }
  }

  /**
   * We show the challenge under an HMAC; the newest secret is used.
   *
   * @param algorithm as {@link Mac} names it; known to exist
   */
  record Hmac(String algorithm, Encoding encoding) implements ChallengeProof {

    /** Whether this Java has the algorithm. */
    static boolean isThere(String algorithm) {
      return Security.getAlgorithms("Mac").contains(algorithm.toUpperCase(Locale.ROOT));
    }

    @Override
    public Needs needs() {
      return Needs.SECRET;
    }

    @Override
    public Optional<Answer.Refused> refusal(Delivery delivery, HandshakeContext context) {
      return context.newest().isPresent()
          ? Optional.empty()
          : Optional.of(Answer.Refused.NO_SECRET);
    }

    @Override
    public String hmac(String challenge, HandshakeContext context) {
      byte[] key = context.newest().orElseThrow().getBytes(StandardCharsets.UTF_8);
      try {
        Mac mac = Mac.getInstance(algorithm);
        mac.init(new SecretKeySpec(key, algorithm));
        return encoding.encode(mac.doFinal(challenge.getBytes(StandardCharsets.UTF_8)));
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(algorithm + " was there when the table was read", e);
      }
    }
  }

  /** How bytes are written. */
  enum Encoding {
    HEX {
      @Override
      String encode(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
      }
    },
    BASE64 {
      @Override
      String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
      }
    };

    abstract String encode(byte[] bytes);
  }
}
