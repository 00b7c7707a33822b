package drawbridge.provider.signature;

import drawbridge.platform.JsonMembers;
import drawbridge.provider.CurlCommand;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The keyed hash (RFC 2104) of a scheme, and how its key is made from a secret. */
record Hmac(Algorithm algorithm, KeyForm key) {

  /** SHA-1 is weak as a hash but not as an HMAC, and Trello uses it. */
  enum Algorithm {
    SHA1("HmacSHA1"),
    SHA256("HmacSHA256"),
    SHA512("HmacSHA512");

    private final String jca;

    Algorithm(String jca) {
      this.jca = jca;
    }
  }

  /** How providers write the key that they show as a secret. */
  enum KeyForm {

    /** Its characters are the key. */
    TEXT {
      @Override
      Optional<byte[]> of(String secret) {
        return Optional.of(secret.getBytes(StandardCharsets.UTF_8));
      }

      @Override
      String inShell(CurlCommand curl) {
        return "-hmac \"" + CurlCommand.variable(Scheme.SECRET) + "\"";
      }
    },

    /** It is the key in base64, with {@code whsec_} before it or without (Standard Webhooks). */
    BASE64 {
      @Override
      Optional<byte[]> of(String secret) {
        String text = secret.startsWith(LABEL) ? secret.substring(LABEL.length()) : secret;
        try {
          return Optional.of(Base64.getDecoder().decode(text)).filter(key -> key.length > 0);
        } catch (IllegalArgumentException e) {
          return Optional.empty();
        }
      }

      @Override
      String inShell(CurlCommand curl) {
        String hexadecimal =
            "printf %s \"${"
                + Scheme.SECRET
                + "#"
                + LABEL
                + "}\" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \\n'";
        return "-mac HMAC -macopt \"hexkey:" + curl.compute("KEY", hexadecimal) + "\"";
      }
    };

    private static final String LABEL = "whsec_";

    /** The key, at least one byte; empty when the secret has another form. */
    abstract Optional<byte[]> of(String secret);

    /** The options by which openssl is given the key. */
    abstract String inShell(CurlCommand curl);
  }

  /** Reads the members of a row that signs. */
  static Optional<Hmac> read(JsonMembers members) {
    Optional<Algorithm> algorithm =
        members.required("algorithm", JsonMembers.oneOf(EnumSet.allOf(Algorithm.class)));
    KeyForm key =
        members
            .optional("key", JsonMembers.oneOf(EnumSet.allOf(KeyForm.class)))
            .orElse(KeyForm.TEXT);
    return algorithm.map(hash -> new Hmac(hash, key));
  }

  /** The openssl command that computes it over its input, to which an encoding is added. */
  String inShell(CurlCommand curl) {
    String digest = algorithm.name().toLowerCase(Locale.ROOT);
    return "openssl dgst -" + digest + " " + key.inShell(curl);
  }

  /** What is wrong with a secret; never quotes it. */
  Optional<String> faultOfSecret(String secret) {
    return key.of(secret).isPresent()
        ? Optional.empty()
        : Optional.of("must be base64, with whsec_ before it or without");
  }

  /**
   * A new MAC.
   *
   * @param secret one without a fault
   */
  Mac keyedWith(String secret) {
    try {
      Mac mac = Mac.getInstance(algorithm.jca);
      mac.init(new SecretKeySpec(key.of(secret).orElseThrow(), algorithm.jca));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a Java without " + algorithm.jca, e);
    }
  }
}
