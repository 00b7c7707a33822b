package drawbridge.provider.signature;

import drawbridge.provider.CurlCommand;
import drawbridge.provider.Encoding;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** How a secret encodes the key of a MAC. */
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

    @Override
    String fault() {
      return "must have at least one character";
    }
  },

  /** Hexadecimal (Adyen). */
  HEX {
    @Override
    Optional<byte[]> of(String secret) {
      return Encoding.HEX.decode(secret).filter(key -> key.length > 0);
    }

    @Override
    String inShell(CurlCommand curl) {
      return "-mac HMAC -macopt \"hexkey:" + CurlCommand.variable(Scheme.SECRET) + "\"";
    }

    @Override
    String fault() {
      return "must be hexadecimal";
    }
  },

  /** Base64, optionally prefixed by {@code whsec_} (Standard Webhooks). */
  BASE64 {
    @Override
    Optional<byte[]> of(String secret) {
      try {
        return Optional.of(Base64.getDecoder().decode(characters(secret)))
            .filter(key -> key.length > 0);
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }

    @Override
    String characters(String secret) {
      return secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret;
    }

    @Override
    String inShell(CurlCommand curl) {
      String hexadecimal =
          "printf %s \"${"
              + Scheme.SECRET
              + "#"
              + PREFIX
              + "}\" | openssl base64 -d -A | od -An -v -tx1 | tr -d ' \\n'";
      return "-mac HMAC -macopt \"hexkey:" + curl.define("KEY", hexadecimal) + "\"";
    }

    @Override
    String fault() {
      return "must be base64, optionally prefixed by whsec_";
    }
  };

  private static final String PREFIX = "whsec_";

  /** Returns the form by its name in the table, which is in lower case. */
  static KeyForm named(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** Returns the key; empty when the secret is malformed. */
  abstract Optional<byte[]> of(String secret);

  /** Returns the characters of the secret that encode the key. */
  String characters(String secret) {
    return secret;
  }

  /** Returns the options of openssl for the key. */
  abstract String inShell(CurlCommand curl);

  /** Returns what a malformed secret must be. */
  abstract String fault();
}
