package drawbridge.contract;

import java.nio.charset.Charset;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Sends requests to a server that implements the contract. Thread safe. */
@FunctionalInterface
public interface Wire {

  Answer send(Request request);

  /**
   * One HTTP request.
   *
   * @param path the path and query
   * @param body empty for no body
   * @param charset the charset of the body; UTF-8 except in cases about malformed text
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

  /** One HTTP answer with the first value of each header. */
  record Answer(int status, Map<String, String> headers, String body) {

    public Answer {
      Map<String, String> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      anyCase.putAll(headers);
      headers = anyCase;
    }

    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name));
    }

    /** Returns the media type without parameters; empty when there is none. */
    public String mediaType() {
      return header("Content-Type").map(type -> type.replaceFirst("\\s*;.*", "")).orElse("");
    }
  }
}
