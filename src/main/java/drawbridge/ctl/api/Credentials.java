package drawbridge.ctl.api;

import drawbridge.ctl.terminal.Failure;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/** The credentials of the environment: a token, or a user with a password. */
public final class Credentials {

  private static final String TOKEN = "DRAWBRIDGE_TOKEN";
  private static final String USER = "DRAWBRIDGE_USER";
  private static final String PASSWORD = "DRAWBRIDGE_PASSWORD";

  /** What to do without credentials, or with wrong ones. */
  public static final String HINT = "set " + TOKEN + ", or " + USER + " and " + PASSWORD;

  private final String header;
  private final String kind;

  private Credentials(String header, String kind) {
    this.header = header;
    this.kind = kind;
  }

  /**
   * Reads the environment. A token wins over a user.
   *
   * @throws Failure when a variable cannot be sent; the message does not repeat its value
   */
  static Optional<Credentials> of(Map<String, String> environment) {
    String token = environment.getOrDefault(TOKEN, "").strip();
    String user = environment.getOrDefault(USER, "");
    String password = environment.getOrDefault(PASSWORD, "");
    if (!token.isEmpty()) {
      if (!token.matches("[!-~]+")) {
        throw Failure.of(TOKEN + " has characters that no token has");
      }
      return Optional.of(new Credentials("Bearer " + token, TOKEN));
    }
    if (user.isEmpty() && password.isEmpty()) {
      return Optional.empty();
    }
    if (user.isEmpty() || password.isEmpty()) {
      throw Failure.of("set both " + USER + " and " + PASSWORD);
    }
    if (user.contains(":")) {
      throw Failure.of(USER + " must not contain a colon");
    }
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return Optional.of(new Credentials("Basic " + Base64.getEncoder().encodeToString(pair), USER));
  }

  /** Returns the value of the header {@code Authorization}. */
  String header() {
    return header;
  }

  /** Returns the name of the variable. */
  public String kind() {
    return kind;
  }
}
