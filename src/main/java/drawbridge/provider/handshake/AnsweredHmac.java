package drawbridge.provider.handshake;

import drawbridge.platform.binding.OneOf;
import drawbridge.provider.Encoding;
import drawbridge.provider.Hmac;
import jakarta.validation.constraints.NotNull;
import java.nio.charset.StandardCharsets;

/** An HMAC of the challenge with the newest secret, by which the answer proves the secret. */
public record AnsweredHmac(
    @NotNull @OneOf({"sha1", "sha256", "sha384", "sha512"}) String algorithm,
    @NotNull @OneOf({"hex", "base64"}) String encoding) {

  /** Returns the text of the HMAC. */
  String of(String challenge, String secret) {
    byte[] key = secret.getBytes(StandardCharsets.UTF_8);
    byte[] signed = challenge.getBytes(StandardCharsets.UTF_8);
    return Encoding.of(encoding).encode(Hmac.of(algorithm, key).doFinal(signed));
  }
}
