package drawbridge.admin.control.requests;

import drawbridge.admin.control.tryout.HeaderLines;
import drawbridge.inbound.body.BodyFormat;
import drawbridge.inbound.body.ContentType;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.run.entity.RequestData;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Builds a command for a POSIX shell that repeats a stored request with curl. All data of the
 * request stand between single quotes. Secrets, and a trigger's URL that the operator may not see,
 * are variables which the user sets.
 *
 * @param url of the request; empty when the operator may not see it
 * @param setup of the trigger; empty for the workflow request URL and for a removed trigger
 */
public record RequestCommand(RequestDetail detail, Optional<String> url, Optional<Setup> setup) {

  /** Headers of the connection or the encoding, which curl sets itself. */
  private static final Set<String> OF_CONNECTION =
      Set.of(
          "host",
          "content-length",
          "transfer-encoding",
          "content-encoding",
          "connection",
          "keep-alive",
          "proxy-connection",
          "te",
          "trailer",
          "upgrade",
          "http2-settings",
          "expect",
          "accept-encoding",
          "content-type");

  /** Returns the command; empty when the body is not kept. */
  public Optional<String> text() {
    return isBodyKept() ? Optional.of(command()) : Optional.empty();
  }

  /** Returns what the command needs, or why there is none; empty for neither. */
  public Optional<String> note() {
    if (!isBodyKept()) {
      return Optional.of("There is no command, because the body was not kept.");
    }
    List<String> sentences = new ArrayList<>();
    if (url.isEmpty()) {
      sentences.add("Before it, set the shell’s variable TRIGGER_URL to the URL of the trigger.");
    }
    if (needsSecret()) {
      sentences.add("Before it, set the shell’s variable SECRET to a secret of the workspace.");
    }
    if (setup.flatMap(it -> it.asks().signature()).isPresent()) {
      sentences.add(
          "The trigger verifies its sender, and the command repeats no proof. “Send again” needs"
              + " none.");
    }
    if (isReread()) {
      sentences.add("The body is sent as the JSON that the trigger read from it.");
    }
    return sentences.isEmpty() ? Optional.empty() : Optional.of(String.join(" ", sentences));
  }

  private boolean isBodyKept() {
    return detail.body().isPresent();
  }

  private boolean needsSecret() {
    return detail.triggerId() == null || setup.filter(it -> it.asks().secretRequired()).isPresent();
  }

  /** Returns whether the stored body is not what the sender sent. */
  private boolean isReread() {
    return detail.refused().isEmpty()
        && detail.triggerId() != null
        && BodyFormat.of(detail.request().contentType().flatMap(ContentType::of))
            != BodyFormat.JSON;
  }

  private String command() {
    RequestData request = detail.request();
    boolean hasBody = !Set.of("GET", "HEAD").contains(request.method());
    StringBuilder command = new StringBuilder(hasBody ? body() : "").append("curl -sSg");
    command.append(request.method().equals("HEAD") ? " -I" : " -X " + quoted(request.method()));
    command.append(' ').append(target());
    request.headers().forEach((name, value) -> addHeader(command, name, value));
    if (needsSecret()) {
      command.append(" \\\n  -H \"Inbound-Webhook-Secret: $SECRET\"");
    }
    if (hasBody) {
      String type = isReread() ? "application/json" : request.contentType().orElse("");
      command.append(" \\\n  -H ").append(quoted(header("content-type", type)));
      command.append(" \\\n  --data-binary @-");
    }
    return command.toString();
  }

  private static void addHeader(StringBuilder command, String name, String value) {
    if (!OF_CONNECTION.contains(name) && !name.startsWith("x-forwarded")) {
      command.append(" \\\n  -H ").append(quoted(header(name, value)));
    }
  }

  /** curl removes a header with an empty value, unless a semicolon ends it. */
  private static String header(String name, String value) {
    return value.isBlank() ? name + ";" : name + ": " + value;
  }

  /** A pipe has no limit on the length of a body; an argument has. */
  private String body() {
    Optional<byte[]> bytes = detail.refused().flatMap(it -> it.body());
    if (bytes.isPresent() && !isText(bytes.get())) {
      return "printf %s "
          + quoted(Base64.getEncoder().encodeToString(bytes.get()))
          + " | base64 -d | ";
    }
    return "printf %s " + quoted(detail.body().orElse("")) + " | ";
  }

  private static boolean isText(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(bytes))
              .toString()
              .indexOf(0)
          < 0;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private String target() {
    String query = HeaderLines.query(detail.request().query());
    String suffix = query.isEmpty() ? "" : "?" + query;
    return url.map(it -> quoted(it + suffix)).orElse("\"$TRIGGER_URL\"" + quotedSuffix(suffix));
  }

  private static String quotedSuffix(String suffix) {
    return suffix.isEmpty() ? "" : quoted(suffix);
  }

  private static String quoted(String text) {
    return "'" + text.replace("'", "'\\''") + "'";
  }
}
