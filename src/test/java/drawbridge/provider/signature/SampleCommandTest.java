package drawbridge.provider.signature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import drawbridge.platform.binding.JsonBinding;
import drawbridge.provider.CurlCommand;
import drawbridge.provider.Delivery;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A shell runs the sample commands; what {@code curl} would send is genuine. */
@Tag("T4")
class SampleCommandTest {

  private static final String FORM = "application/x-www-form-urlencoded";

  /** Prints the arguments, each ended by a zero byte, instead of sending a request. */
  private static final String PRINT = "curl() { printf '%s\\0' \"$@\"; }\n";

  @BeforeAll
  static void requireTools() {
    boolean isThere =
        Stream.of("sh", "openssl", "od")
            .allMatch(
                tool ->
                    Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .anyMatch(folder -> new File(folder, tool).canExecute()));
    if (!isThere) {
      System.out.println("skipped: the sample commands need sh, od and openssl");
    }
    assumeTrue(isThere, "a tool of the sample commands is missing");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"scheme": "github"}            | application/json | It's a "Secret" $HOME `x` !
          {"scheme": "standard-webhooks"} | application/json | whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw
          {"scheme": "stripe"}            | application/json | whsec_a
          {"scheme": "twitch"}            | application/json | a
          {"scheme": "trello"}            | application/json | a
          {"scheme": "twilio"}            | application/json | auth-token
          {"scheme": "twilio"}            | application/x-www-form-urlencoded | auth-token
          {"scheme": "mailgun"}           | application/json | a
          {"scheme": "square"}            | application/json | a
          {"scheme": "hubspot"}           | application/json | a
          {"scheme": "adyen"}             | application/json | 44782DEF547AAA06C910C43932B1EB0C
          {"scheme": "paddle"}            | application/json | a
          {"scheme": "linear"}            | application/json | a
          {"scheme": "microsoft-teams"}   | application/json | dGVhbXMgc2VjdXJpdHkgdG9rZW4=
          {"scheme": "microsoft-graph"}   | application/json | client-state
          {"scheme": "basic", "user": "u"} | application/json | open sesame
          {"scheme": "api-key", "query": "to ken"} | application/json | key-1
          {"scheme": "api-key", "pointer": "/auth/token"} | application/json | key-1
          """)
  void sampleIsGenuine(String settings, String mediaType, String secret) {
    Scheme scheme = scheme(settings);
    CurlCommand curl = new CurlCommand(Example.URL, mediaType, !mediaType.equals(FORM));
    assertThat(scheme.addProof(curl)).isEmpty();
    Delivery delivery = sent(curl.text(), secret);
    assertThat(scheme.check(delivery, List.of(secret), Example.KEYS, Instant.now()))
        .as(curl.text())
        .isEqualTo(new SignatureVerdict.Genuine(0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"scheme\": \"sendgrid\"}",
        "{\"scheme\": \"discord\"}",
        "{\"scheme\": \"paypal\", \"webhookId\": \"a\"}",
        "{\"scheme\": \"aws-sns\", \"topicArn\": \"arn:aws:sns:eu-west-1:123456789012:a\"}",
        "{\"scheme\": \"google-pubsub\", \"audience\": \"a\", \"sub\": \"b\"}"
      })
  void keysOfTheProviderCannotBeUsed(String settings) {
    Optional<String> why =
        scheme(settings).addProof(new CurlCommand(Example.URL, "application/json", true));
    assertThat(why).hasValueSatisfying(it -> assertThat(it).contains("has the private key"));
  }

  private static Scheme scheme(String settings) {
    return Schemes.builtIn().read(JsonBinding.object(settings), new ArrayList<>()).orElseThrow();
  }

  private static Delivery sent(String command, String secret) {
    List<String> arguments = List.of(run(PRINT + command, secret).split("\0", -1));
    Map<String, List<String>> headers = new TreeMap<>();
    String url = "";
    String body = "";
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      if (argument.equals("-H")) {
        String[] header = arguments.get(++i).split(": ", 2);
        headers.put(header[0], List.of(header[1]));
      } else if (argument.equals("--data-binary")) {
        body = arguments.get(++i);
      } else if (argument.startsWith("https:")) {
        url = argument;
      }
    }
    String[] parts = url.split("\\?", 2);
    return new Delivery(
        "POST",
        parts[0],
        headers,
        parts.length == 1 ? null : parts[1],
        body.getBytes(StandardCharsets.UTF_8));
  }

  private static String run(String script, String secret) {
    ProcessBuilder shell =
        new ProcessBuilder("sh", "-c", script).redirectError(ProcessBuilder.Redirect.INHERIT);
    shell.environment().put(Scheme.SECRET, secret);
    try {
      Process process = shell.start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor()).isZero();
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
