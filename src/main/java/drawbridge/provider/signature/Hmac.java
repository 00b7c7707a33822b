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

/** The HMAC (RFC 2104) of a scheme. */
record Hmac(Algorithm algorithm, KeyForm key) {

  /** SHA-1 is weak as a hash, but not as an HMAC; Trello uses it. */
  enum Algorithm {
    SHA1("HmacSHA1"),
    SHA256("HmacSHA256"),
    SHA512("HmacSHA512");

    private final String jca;

    Algorithm(String jca) {
      this.jca = jca;
    }
  }

  /** How a secret encodes the key. */
  enum KeyForm {

    /** The characters of the secret are the key. */
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

    /** Base64, optionally prefixed by {@code whsec_} (Standard Webhooks). */
    BASE64 {
      @Override
      Optional<byte[]> of(String secret) {
        String text = secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret;
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
                + PREFIX
                + "}\" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \\n'";
        return "-mac HMAC -macopt \"hexkey:" + curl.compute("KEY", hexadecimal) + "\"";
      }
    };

    private static final String PREFIX = "whsec_";

    /** Returns the key; empty when the secret is malformed. */
    abstract Optional<byte[]> of(String secret);

    /** Returns the options of openssl for the key. */
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

  /** Returns the openssl command without the options of the output. */
  String inShell(CurlCommand curl) {
    String digest = algorithm.name().toLowerCase(Locale.ROOT);
    return "openssl dgst -" + digest + " " + key.inShell(curl);
  }

  /** Returns the fault of a secret; never quotes the secret. */
  Optional<String> faultOfSecret(String secret) {
    return key.of(secret).isPresent()
        ? Optional.empty()
        : Optional.of("must be base64, optionally prefixed by whsec_");
  }

  /**
   * Returns a new MAC.
   *
   * @param secret a valid secret
   */
  Mac keyedWith(String secret) {
    try {
      Mac mac = Mac.getInstance(algorithm.jca);
      mac.init(new SecretKeySpec(key.of(secret).orElseThrow(), algorithm.jca));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this JDK lacks " + algorithm.jca, e);
    }
  }
}
