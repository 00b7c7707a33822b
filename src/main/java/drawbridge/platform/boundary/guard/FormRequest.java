package drawbridge.platform.boundary.guard;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request with the parameters of its query and of its form, in UTF-8. The server would read the
 * form at the first look at a parameter, without a limit of time.
 */
final class FormRequest extends HttpServletRequestWrapper {

  /** The most bytes of a form: an editor with a workflow of 1 MiB, encoded. */
  static final int MOST_BYTES = 4 << 20;

  /** The most parameters of a form; hashing and copying each one has a price. */
  static final int MOST_PARAMETERS = 10_000;

  private final Map<String, String[]> parameters;

  private FormRequest(HttpServletRequest request, Map<String, String[]> parameters) {
    super(request);
    this.parameters = parameters;
  }

  /** The form has more bytes or parameters than the limit. */
  static final class TooLarge extends IOException {
    TooLarge() {
      super("the form is larger than the limit");
    }
  }

  /** The form has an escape that is not well-formed. */
  static final class Malformed extends IOException {
    Malformed(Throwable cause) {
      super("the form is malformed", cause);
    }
  }

  /**
   * Reads a form to its end; blocks.
   *
   * @throws drawbridge.platform.boundary.TimedInput.TooSlow when it does not arrive in time
   */
  static FormRequest read(RequestBody request) throws IOException {
    byte[] body = request.getInputStream().readNBytes(MOST_BYTES + 1);
    if (body.length > MOST_BYTES) {
      throw new TooLarge();
    }
    Map<String, List<String>> read = new LinkedHashMap<>();
    try {
      String query = request.getQueryString();
      int count = add(query == null ? "" : query, read, 0);
      var unused = add(new String(body, StandardCharsets.UTF_8), read, count);
    } catch (IllegalArgumentException e) {
      throw new Malformed(e);
    }
    Map<String, String[]> parameters = new LinkedHashMap<>();
    read.forEach((name, values) -> parameters.put(name, values.toArray(new String[0])));
    return new FormRequest(request, Collections.unmodifiableMap(parameters));
  }

  /** Adds the pairs of a text to the parameters. Returns how many there are. */
  private static int add(String text, Map<String, List<String>> to, int countBefore)
      throws TooLarge {
    int count = countBefore;
    for (int at = 0; at < text.length(); ) {
      int end = text.indexOf('&', at) < 0 ? text.length() : text.indexOf('&', at);
      if (end > at) {
        count++;
        if (count > MOST_PARAMETERS) {
          throw new TooLarge();
        }
        String pair = text.substring(at, end);
        int equals = pair.indexOf('=');
        String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
        String value = equals < 0 ? "" : decoded(pair.substring(equals + 1));
        to.computeIfAbsent(name, each -> new ArrayList<>(1)).add(value);
      }
      at = end + 1;
    }
    return count;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  @Override
  public @Nullable String getParameter(String name) {
    String[] values = parameters.get(name);
    return values == null ? null : values[0];
  }

  @Override
  public Map<String, String[]> getParameterMap() {
    return parameters;
  }

  @Override
  public Enumeration<String> getParameterNames() {
    return Collections.enumeration(parameters.keySet());
  }

  @Override
  public String @Nullable [] getParameterValues(String name) {
    String[] values = parameters.get(name);
    return values == null ? null : values.clone();
  }
}
