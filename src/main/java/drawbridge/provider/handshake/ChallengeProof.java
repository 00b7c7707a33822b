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

/** How one side proves to the other that it knows a secret. */
sealed interface ChallengeProof {

  Needs needs();

  /** Returns why this delivery gets no answer; empty when it gets one. */
  default Optional<Answer.Refused> refusal(Delivery delivery, HandshakeContext context) {
    return Optional.empty();
  }

  /** Returns the text for {@code {hmac}}; empty when there is none. */
  default String hmac(String challenge, HandshakeContext context) {
    return "";
  }

  /** No proof. */
  record None() implements ChallengeProof {
    @Override
    public Needs needs() {
      return Needs.NOTHING;
    }
  }

  /** The request shows a token that the operator set. */
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

  /** The request hands over the secret of the signature. */
  record HandedOver() implements ChallengeProof {
    @Override
    public Needs needs() {
      return Needs.HANDED_OVER;
    }
  }

  /**
   * The answer contains an HMAC of the challenge with the newest secret.
   *
   * @param algorithm a supported algorithm of {@link Mac}
   */
  record Hmac(String algorithm, Encoding encoding) implements ChallengeProof {

    /** Whether this JDK has the algorithm. */
    static boolean isSupported(String algorithm) {
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
        throw new IllegalStateException("this JDK lacks " + algorithm, e);
      }
    }
  }

  /** The text form of bytes. */
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
