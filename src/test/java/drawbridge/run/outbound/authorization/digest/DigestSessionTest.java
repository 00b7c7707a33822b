package drawbridge.run.outbound.authorization.digest;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The known answers are those of RFC 7616, section 3.9, and of its erratum 4897. */
@Tag("X24")
class DigestSessionTest {

  private static final String CHALLENGE =
      "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=%s,"
          + " nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\","
          + " opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";
  private static final String CLIENT_NONCE = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
  private static final URI PAGE = URI.create("http://www.example.org/dir/index.html");

  private static DigestSession session(String header) {
    return DigestSession.of(header).orElseThrow();
  }

  private static DigestSession.Answer answer(DigestSession session) {
    return session.answer("Mufasa", "Circle of Life", "GET", PAGE, CLIENT_NONCE);
  }

  @ParameterizedTest
  @CsvSource({
    "MD5, 8ca523f5e9506fed4657c9700eebdbec",
    "SHA-256, 753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1"
  })
  void answersAsTheSpecificationsExample(String algorithm, String response) {
    DigestSession.Answer answer = answer(session(CHALLENGE.formatted(algorithm)));

    assertThat(answer.response()).isEqualTo(response);
    assertThat(answer.header())
        .startsWith("Digest username=\"Mufasa\"")
        .contains(
            "realm=\"http-auth@example.org\"",
            "uri=\"/dir/index.html\"",
            "algorithm=" + algorithm,
            "nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\"",
            "nc=00000001",
            "cnonce=\"" + CLIENT_NONCE + "\"",
            "qop=auth",
            "response=\"" + response + "\"",
            "opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"")
        .doesNotContain("auth-int", "Circle", "userhash");
  }

  @Test
  void answersWithDigestOfTheUserWhenAsked() {
    DigestSession.Answer answer =
        session(
                "Digest realm=\"api@example.org\", qop=\"auth\", algorithm=SHA-512-256,"
                    + " nonce=\"5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK\","
                    + " opaque=\"HRPCssKJSGjCrkzDg8OhwpzCiGPChXYjwrI2QmXDnsOS\","
                    + " charset=UTF-8, userhash=true")
            .answer(
                "J\u00e4s\u00f8n Doe",
                "Secret, or not?",
                "GET",
                URI.create("http://api.example.org/doe.json"),
                "NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v");

    assertThat(answer.header())
        .contains(
            "username=\"793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b\"",
            "userhash=true");
    assertThat(answer.response())
        .isEqualTo("3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5");
  }

  @Test
  void countsTheUsesOfNonce() {
    DigestSession session = session(CHALLENGE.formatted("MD5"));
    answer(session);

    assertThat(answer(session).header()).contains("nc=00000002");
    for (int use = 3; use < 16; use++) {
      answer(session);
    }
    assertThat(answer(session).header()).contains("nc=00000010");
  }

  @Test
  void sessionVariantDependsOnTheNonces() {
    String plain = answer(session(CHALLENGE.formatted("SHA-256"))).response();

    DigestSession.Answer answer = answer(session(CHALLENGE.formatted("SHA-256-sess")));
    assertThat(answer.response()).isNotEqualTo(plain);
    assertThat(answer.header()).contains("algorithm=SHA-256-sess");
  }

  @Test
  void targetIsThePathAndQueryAsTheyAreSent() {
    DigestSession session = session(CHALLENGE.formatted("MD5"));

    assertThat(header(session, "http://h/a%20b?q=%C3%A4&r=1"))
        .contains("uri=\"/a%20b?q=%C3%A4&r=1\"");
    assertThat(header(session, "http://h/\u00e4?q=\u00e9")).contains("uri=\"/%C3%A4?q=%C3%A9\"");
    assertThat(header(session, "http://h")).contains("uri=\"/\"");
  }

  private static String header(DigestSession session, String uri) {
    return session.answer("u", "p", "GET", URI.create(uri), "c").header();
  }

  @Test
  void namesBeyondAsciiAreEncodedAndQuotesEscaped() {
    DigestSession session = session("Digest realm=\"a \\\"quoted\\\" one\", nonce=\"n\", qop=auth");

    String header = session.answer("j\u00f6", "p", "GET", PAGE, "c").header();
    assertThat(header)
        .contains("username*=UTF-8''j%C3%B6", "realm=\"a \\\"quoted\\\" one\"")
        .doesNotContain("algorithm");
    assertThat(session.answer("a\"b", "p", "GET", PAGE, "c").header())
        .contains("username=\"a\\\"b\"");
  }

  @Test
  void takesTheFirstChallengeThatItCanAnswer() {
    String header =
        "Negotiate abc==, Basic realm=\"b, Digest x=y\", Digest realm=\"r\", nonce=\"1\","
            + " qop=\"auth\", algorithm=TOKEN-9, Digest realm=\"r\", nonce=\"2\", qop=\"auth-int\","
            + " Digest realm = \"r\" , nonce=\"3\", qop=\"auth\", stale=TRUE, algorithm=SHA-256";

    DigestSession session = session(header);
    assertThat(session.nonce()).isEqualTo("3");
    assertThat(session.isStale()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Digest",
        ",,,,",
        "Basic realm=\"r\"",
        "Digest realm=\"r\", nonce=\"n\"",
        "Digest realm=\"r\", qop=\"auth\"",
        "Digest nonce=\"n\", qop=\"auth\"",
        "Digest realm=\"r\", nonce=\"n\", qop=\"auth-int\"",
        "Digest realm=\"r\", nonce=\"n\", qop=\"authority\"",
        "Digest realm=\"r\", nonce=\"n\", qop=auth, algorithm=CRC32",
        "Digest realm=\"r\", nonce=\"n\", nonce=\"m\", qop=auth",
        "Digest realm=\"r, nonce=\"n\", qop=auth",
        "Digest realm=\"r\", nonce=\"n, qop=auth",
        "Digest realm=\"r\" x, nonce=\"n\", qop=auth",
        "Digest realm=\"r\u00e4\", nonce=\"n\", qop=auth",
        "Digest realm=\"r\", nonce=\"n\r\nSet-Cookie: a=b\", qop=auth"
      })
  void otherChallengesAreNotAnswered(String header) {
    assertThat(DigestSession.of(header)).isEmpty();
  }

  @Test
  void hostileHeadersEndSoon() {
    String digest = "Digest realm=\"r\", nonce=\"n\", qop=auth";
    for (String many : new String[] {"\\\"", "\"", ",", "a=b,", "Digest ", "\\", "a ", "=", " "}) {
      assertThat(DigestSession.of("Digest realm=\"" + many.repeat(4_000 / many.length())))
          .isEmpty();
      assertThat(DigestSession.of(digest + ", x=\"" + many.repeat(100_000) + "\"")).isEmpty();
    }
    assertThat(DigestSession.of(digest + ", x=\"" + "y".repeat(8_000) + "\"")).isPresent();
  }
}
