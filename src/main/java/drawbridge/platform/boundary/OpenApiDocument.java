package drawbridge.platform.boundary;

import drawbridge.platform.binding.JsonBinding;
import drawbridge.platform.json.Yaml;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.annotation.WebFilter;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Serves {@code META-INF/openapi.yaml} at {@code /openapi}: the file itself, or the same document
 * as JSON. {@code Accept} selects the format, and {@code ?format=JSON} or {@code ?format=YAML}
 * overrides it. A filter, because Payara maps a servlet of its own to the same pattern; it passes
 * no request on.
 */
@WebFilter("/openapi/*")
public class OpenApiDocument extends HttpFilter {

  /** The first one wins if the caller accepts several equally and names none of them. */
  private static final List<String> TYPES =
      List.of(
          "application/yaml",
          "application/vnd.oai.openapi",
          "application/json",
          "application/vnd.oai.openapi+json");

  private static final Pattern RANGE =
      Pattern.compile("([^\\s;,]+)(?:[^,]*?;\\s*q=([01](?:\\.\\d*)?))?[^,]*");

  private static final int PIECE = 8_192;

  private static final long serialVersionUID = 1L;

  private byte[] yaml = {};
  private byte[] json = {};

  @Override
  public void init() throws ServletException {
    try (InputStream in = getClass().getResourceAsStream("/META-INF/openapi.yaml")) {
      yaml = Objects.requireNonNull(in).readAllBytes();
      json =
          JsonBinding.object(Yaml.toJson(new String(yaml, StandardCharsets.UTF_8)))
              .toString()
              .getBytes(StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new ServletException(e);
    }
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException {
    if (!request.getRequestURI().matches(".*/openapi/?")) {
      ErrorPage.write(response, 404);
      return;
    }
    if (!request.getMethod().equals("GET") && !request.getMethod().equals("HEAD")) {
      response.setHeader("Allow", "GET, HEAD");
      ErrorPage.write(response, 405, "This address takes GET, HEAD.");
      return;
    }
    response.setHeader("Vary", "Accept");
    Optional<String> type = type(request.getParameter("format"), request.getHeader("Accept"));
    if (type.isEmpty()) {
      ErrorPage.write(response, 406, "Accept application/yaml or application/json.");
      return;
    }
    byte[] body = type.get().endsWith("json") ? json : yaml;
    response.setContentType(type.get());
    response.setContentLength(body.length);
    write(body, response.getOutputStream());
  }

  /** Writes piece by piece: the server copies a piece, and keeps it until the client reads. */
  private static void write(byte[] body, OutputStream out) throws IOException {
    for (int at = 0; at < body.length; at += PIECE) {
      out.write(body, at, Math.min(PIECE, body.length - at));
    }
  }

  /** Returns the media type of the reply, or empty if the caller accepts none of ours. */
  static Optional<String> type(@Nullable String format, @Nullable String accept) {
    if (format != null) {
      return TYPES.stream()
          .filter(type -> type.endsWith("/" + format.toLowerCase(Locale.ROOT)))
          .findFirst();
    }
    Map<String, Double> qualities = qualities(accept == null ? "*/*" : accept);
    return TYPES.stream()
        .filter(type -> quality(type, qualities) > 0)
        .max(
            Comparator.comparingDouble((String type) -> quality(type, qualities))
                .thenComparing(qualities::containsKey));
  }

  /** The most specific range of the header decides (RFC 9110, 12.5.1). */
  private static double quality(String type, Map<String, Double> qualities) {
    return qualities.getOrDefault(
        type, qualities.getOrDefault("application/*", qualities.getOrDefault("*/*", 0.0)));
  }

  private static Map<String, Double> qualities(String accept) {
    Map<String, Double> qualities = new HashMap<>();
    Matcher range = RANGE.matcher(accept);
    while (range.find()) {
      String quality = Objects.requireNonNullElse(range.group(2), "1");
      qualities.put(range.group(1), Double.valueOf(quality));
    }
    return qualities;
  }
}
