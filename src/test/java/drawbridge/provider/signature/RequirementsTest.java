package drawbridge.provider.signature;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.Fault;
import drawbridge.platform.binding.JsonBinding;
import jakarta.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A changed row that proves less than before is told apart from one that proves as much. */
@Tag("T5")
class RequirementsTest {

  private static final KeyHosts HOSTS = KeyHosts.parse("login.example.org");

  private static final String HMAC =
      """
      {"header": "X-Sig", "algorithm": "sha256", "encoding": "hex", "signed": "{id}.{timestamp}.{url}{query}|{body}",
       "id": {"header": "X-Id"}, "timestamp": {"header": "X-Time"}, "tolerance": "PT2M", "decoded": ":/"}
      """;
  private static final String ITEMS =
      """
      {"pointer": "/proof", "each": "/items", "algorithm": "sha256", "encoding": "base64",
       "signed": "{/id}:{/amount}:{webhookId}", "webhookId": "w1"}
      """;
  private static final String FORM =
      """
      {"header": "X-Sig", "algorithm": "sha256", "encoding": "base64", "signed": "{url}{query}{form}", "bodyHash": "hash"}
      """;
  private static final String TOKEN =
      """
      {"header": "Authorization", "prefix": "Bearer ", "keys": "https://login.example.org/keys",
       "issuers": ["https://a.example"], "algorithms": ["RS256"], "audience": "us", "sub": "they", "email": "a@example.org"}
      """;
  private static final String BASIC =
      """
      {"header": "Authorization", "prefix": "Basic ", "encoding": "base64", "shown": "{user}:{secret}", "user": "ann"}
      """;
  private static final String KEY =
      """
      {"header": "X-Sig", "publicKey": "ed25519", "encoding": "hex", "signed": "{body}"}
      """;
  private static final Map<String, String> ROWS =
      Map.of(
          "HMAC", HMAC, "ITEMS", ITEMS, "FORM", FORM, "TOKEN", TOKEN, "BASIC", BASIC, "KEY", KEY);

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      textBlock =
          """
          HMAC;  "PT2M";                       "PT3M";                          a time that is within PT2M
          HMAC;  , "tolerance": "PT2M";        ;                                a time that is within PT2M
          HMAC;  .{timestamp};                 ;                                a signature over {timestamp}
          HMAC;  {id}.;                        ;                                a signature over {id}
          HMAC;  {url};                        ;                                a signature over {url}
          HMAC;  |{body};                      |{/id};                          a signature over {body}
          HMAC;  |{body};                      ;                                a signature over {body}
          HMAC;  {id}.{timestamp};             {id}{timestamp};                 a text between the signed parts {id}{timestamp}
          HMAC;  |{body};                      {body};                          a text between the signed parts {query}{body}
          HMAC;  sha256;                       sha1;                            one of these algorithms: sha256, sha384, sha512
          HMAC;  ":/";                         ":/&";                           URLs that are signed as they are sent
          ITEMS; "each": "/items",;            ;                                a proof in each element of /items
          ITEMS; "/items";                     "/others";                       a proof in each element of /items
          ITEMS; {/amount}:;                   ;                                a signature over {/amount}
          ITEMS; w1;                           w2;                              the value of webhookId
          FORM;  , "bodyHash": "hash";         ;                                the value of bodyHash
          FORM;  {form};                       {/field};                        a signature over {form}
          TOKEN; , "email": "a@example.org";   ;                                the value of email
          TOKEN; "they";                       "others";                        the value of sub
          TOKEN; "us";                         "them";                          the value of audience
          TOKEN; /keys;                        /other;                          the value of keys
          TOKEN; "https://a.example";          "https://a.example", "https://b.example"; one of these issuers: https://a.example
          TOKEN; "RS256";                      "RS256", "ES256";                one of these algorithms: RS256
          BASIC; {user}:{secret};              {secret};                        the value of user
          BASIC; "ann";                        "bob";                           the value of user
          """)
  void weakerRowIsNamed(String row, String text, String replacement, String missing) {
    assertThat(missing(row, text, replacement)).contains(missing);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      quoteCharacter = '~',
      textBlock =
          """
          HMAC;  "PT2M";                       "PT1M"
          HMAC;  sha256;                       sha512
          HMAC;  X-Sig;                        X-Other
          HMAC;  X-Time;                       X-Date
          HMAC;  "hex";                        "base64"
          HMAC;  {id};                         {method}.{id}
          HMAC;  ":/";                         ":"
          HMAC;  , "decoded": ":/";
          ITEMS; {/id}:;                       {/id}:{/currency}:
          FORM;  {query}{form};                {query}{form}{body}
          TOKEN; "https://a.example";          "https://a.example"
          BASIC; "header": "Authorization";    "header": "X-Auth"
          KEY;   "hex";                        "base64"
          """)
  void rowThatProvesAsMuchIsAccepted(String row, String text, String replacement) {
    assertThat(missing(row, text, replacement)).isEmpty();
  }

  @Test
  void addedTimeAndUrlProveMore() {
    assertThat(scheme(row(KEY, "{body}", "{/id}")).missingIn(scheme(KEY))).isEmpty();
    String untimed =
        "{\"header\": \"X-Sig\", \"algorithm\": \"sha256\", \"encoding\": \"hex\","
            + " \"signed\": \"{body}\"}";
    assertThat(scheme(untimed).missingIn(scheme(HMAC))).isEmpty();
    assertThat(scheme(HMAC).missingIn(scheme(untimed)))
        .contains("a signature over {timestamp}", "a time that is within PT2M");
  }

  @ParameterizedTest
  @CsvSource({
    "HMAC, KEY, an HMAC",
    "KEY, HMAC, a signature with a private key",
    "KEY, BASIC, a signature with a private key",
    "TOKEN, BASIC, a token of the issuer",
    "BASIC, TOKEN, the secret itself"
  })
  void otherKindOfProofIsNotAsGood(String before, String after, String missing) {
    Scheme changed = scheme(ROWS.getOrDefault(after, ""));
    assertThat(scheme(ROWS.getOrDefault(before, "")).missingIn(changed)).containsExactly(missing);
  }

  /** Every built-in row requires what it requires. */
  @Test
  void builtInRowsMissNothingOfThemselves() {
    Map<String, String> settings =
        Map.of(
            "hmac",
            ", \"header\": \"X\", \"algorithm\": \"sha1\", \"encoding\": \"hex\", \"signed\":"
                + " \"{body}\"",
            "paypal",
            ", \"webhookId\": \"w\"",
            "aws-sns",
            ", \"topicArn\": \"arn:aws:sns:us-west-2:123456789012:orders\"",
            "google-pubsub",
            ", \"audience\": \"a\", \"sub\": \"b\"",
            "microsoft",
            ", \"audience\": \"a\", \"sub\": \"b\", \"tenant\":"
                + " \"66666666-7777-8888-9999-000000000000\"",
            "basic",
            ", \"user\": \"ann\"");
    for (String name : Schemes.builtIn().names()) {
      List<Fault> faults = new ArrayList<>();
      String more = settings.getOrDefault(name, "");
      JsonObject form = JsonBinding.object("{\"scheme\": \"" + name + "\"" + more + "}");
      Scheme scheme =
          Schemes.builtIn().read(form, faults).orElseThrow(() -> new AssertionError(name + faults));
      assertThat(scheme.missingIn(scheme)).as(name).isEmpty();
    }
  }

  private static List<String> missing(String row, String text, String replacement) {
    String before = ROWS.getOrDefault(row, "");
    String after = row(before, text, replacement == null ? "" : replacement);
    return scheme(before).missingIn(scheme(after));
  }

  /** Returns a valid row with another text; a location that it does not use is left out. */
  private static String row(String row, String text, String replacement) {
    assertThat(row).contains(text);
    String changed = row.replace(text, replacement);
    if (!changed.contains("{timestamp}")) {
      changed =
          changed
              .replace("\"timestamp\": {\"header\": \"X-Time\"}, ", "")
              .replace("\"tolerance\": \"PT2M\", ", "");
    }
    if (!changed.contains("{id}")) {
      changed = changed.replace("\"id\": {\"header\": \"X-Id\"}, ", "");
    }
    if (!changed.contains("{url}")) {
      changed = changed.replace(", \"decoded\": \":/\"", "");
    }
    return changed.contains("{user}") ? changed : changed.replace(", \"user\": \"ann\"", "");
  }

  private static Scheme scheme(String row) {
    JsonObject json = JsonBinding.object(row);
    assertThat(Schemes.builtIn().faultsOf("own:acme", json, HOSTS)).as(row).isEmpty();
    return Schemes.builtIn()
        .with(Map.of("own:acme", json), HOSTS)
        .read(JsonBinding.object("{\"scheme\": \"own:acme\"}"), new ArrayList<>())
        .orElseThrow();
  }
}
