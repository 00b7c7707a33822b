package drawbridge.provider.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A text decrypts with its key and context only, and only if it is unchanged. */
class KeyringTest {

  private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final String OTHER = "/wECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  private static final String PLACE = "trigger 0190/signature";

  private final Keyring keys = Keyring.of("k1:" + KEY);

  @ParameterizedTest
  @ValueSource(strings = {"whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD", "", "пароль 🔑", "\0"})
  void decryptedSecretEqualsTheOriginal(String secret) {
    assertThat(keys.open(keys.seal(secret, PLACE), PLACE)).contains(secret);
  }

  @Test
  void equalSecretsHaveDifferentTexts() {
    Set<String> texts = new HashSet<>();
    for (int each = 0; each < 1000; each++) {
      texts.add(keys.seal("secret", PLACE).text());
    }
    assertThat(texts).hasSize(1000);
  }

  @Test
  void sealedTextRevealsKeyAndLengthOnly() {
    SealedSecret sealed = keys.seal("a-secret-of-a-sender", PLACE);
    assertThat(sealed.keyId()).isEqualTo("k1");
    assertThat(Base64.getDecoder().decode(sealed.text())).hasSize(1 + 12 + 20 + 16);
    assertThat(new String(Base64.getDecoder().decode(sealed.text()), StandardCharsets.ISO_8859_1))
        .doesNotContain("secret");
    assertThat(sealed.toString()).doesNotContain("a-secret");
  }

  @Test
  void flippedBitFailsDecryption() {
    String text = keys.seal("a secret", PLACE).text();
    byte[] bytes = Base64.getDecoder().decode(text);
    for (int bit = 0; bit < 8 * bytes.length; bit++) {
      byte[] changed = bytes.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      assertFailsDecryption(Base64.getEncoder().encodeToString(changed));
    }
    byte[] letters = text.getBytes(StandardCharsets.ISO_8859_1);
    for (int bit = 0; bit < 8 * letters.length; bit++) {
      byte[] changed = letters.clone();
      changed[bit / 8] ^= (byte) (1 << (bit % 8));
      assertFailsDecryption(new String(changed, StandardCharsets.ISO_8859_1));
    }
  }

  @Test
  void truncatedOrExtendedTextFailsDecryption() {
    byte[] bytes = Base64.getDecoder().decode(keys.seal("a secret", PLACE).text());
    for (int length = 0; length <= bytes.length + 1; length++) {
      if (length != bytes.length) {
        byte[] changed = Arrays.copyOf(bytes, length);
        assertFailsDecryption(Base64.getEncoder().encodeToString(changed));
      }
    }
    assertFailsDecryption("no base64");
  }

  private void assertFailsDecryption(String text) {
    assertThat(keys.open(new SealedSecret("k1", text), PLACE)).as(text).isEmpty();
  }

  @Test
  void anotherContextFailsDecryption() {
    assertThat(keys.open(keys.seal("secret", PLACE), "trigger 0191/signature")).isEmpty();
    assertThat(keys.open(keys.seal("secret", PLACE), "")).isEmpty();
  }

  @Test
  void otherKeysFailDecryption() {
    SealedSecret sealed = keys.seal("secret", PLACE);
    assertThat(Keyring.of("k2:" + KEY).open(sealed, PLACE)).isEmpty();
    assertThat(Keyring.of("k1:" + OTHER).open(sealed, PLACE)).isEmpty();
    assertThat(Keyring.none().open(sealed, PLACE)).isEmpty();
  }

  @Test
  void firstKeyEncryptsAndLaterKeysDecrypt() {
    SealedSecret earlier = keys.seal("secret", PLACE);
    Keyring rotated = Keyring.of("k2:" + OTHER + ", k1:" + KEY);
    assertThat(rotated.open(earlier, PLACE)).contains("secret");
    assertThat(rotated.seal("secret", PLACE).keyId())
        .isEqualTo("k2")
        .isEqualTo(rotated.currentId());
    assertThat(rotated.ids()).containsExactly("k2", "k1");
  }

  @Test
  void encryptionNeedsAKey() {
    assertThat(Keyring.none().isEmpty()).isTrue();
    assertThat(Keyring.none().ids()).isEmpty();
    assertThatThrownBy(() -> Keyring.none().seal("secret", PLACE))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> Keyring.none().currentId()).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void textThatIsNotUnicodeIsRefused() {
    assertThatThrownBy(() -> keys.seal("half \uD83D", PLACE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasNoCause();
  }

  @Test
  void newKeysAreUniqueAndReadable() {
    assertThat(Keyring.newKey()).matches("k[0-9a-f]{8}:.{44}").isNotEqualTo(Keyring.newKey());
    Keyring made = Keyring.of(Keyring.newKey());
    assertThat(made.open(made.seal("secret", PLACE), PLACE)).contains("secret");
  }

  @Test
  void linesSeparateKeys() {
    assertThat(Keyring.of("b:" + OTHER + "\na:" + KEY + "\n").ids()).containsExactly("b", "a");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ",",
        KEY,
        ":" + KEY,
        "k1",
        "k1:",
        "k 1:" + KEY,
        "k/1:" + KEY,
        "k123456789k123456789k123456789k123456789k:" + KEY,
        "k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8",
        "k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh9=",
        "k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHg==",
        "k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8gIQ==",
        "k1:AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh!=",
        "k1:" + KEY + ",",
        "k1:" + KEY + ",k1:" + OTHER,
        "k1:" + KEY + ",,k2:" + OTHER + ",AAECAwQFBgcICQ"
      })
  void malformedKeysAreRefusedWithoutQuotingThem(String text) {
    assertThatThrownBy(() -> Keyring.of(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("key ")
        .hasMessageNotContainingAny("AAECAwQ", "/wECAwQ")
        .hasNoCause();
  }

  @Test
  void keyringPrintsNoKey() {
    Keyring two = Keyring.of("k2:" + OTHER + ",k1:" + KEY);
    assertThat(two).hasToString("Keyring[k2, k1]");
  }
}
