package drawbridge.contract;

import java.nio.charset.Charset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** A way to a server that keeps the contract. Thread safe: a case may send copies at once. */
@FunctionalInterface
public interface Wire {

  Answer send(Request request);

  /**
   * One HTTP request.
   *
   * @param path from the root of the server, with its query
   * @param body empty for none
   * @param charset in which the body is sent; only cases about broken text name another than UTF-8
   */
  record Request(
      String method, String path, Map<String, String> headers, String body, Charset charset) {

    public Request {
      headers = Map.copyOf(headers);
    }

    public byte[] bytes() {
      return body.getBytes(charset);
    }
  }

  /** One HTTP answer; of a header that came twice, the first. */
  record Answer(int status, Map<String, String> headers, String body) {

    public Answer {
      Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      anyCase.putAll(headers);
      headers = anyCase;
    }

    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name));
    }

    /** Without its parameters; empty when the answer names none. */
    public String mediaType() {
      return header("Content-Type").map(type -> type.replaceFirst("\\s*;.*", "")).orElse("");
    }
  }
}
