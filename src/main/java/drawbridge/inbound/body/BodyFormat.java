package drawbridge.inbound.body;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.Problem;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;

/** The formats of bodies, and their conversion to a tree (T6). */
public enum BodyFormat {
  /** An object or an array. */
  JSON,
  /** {@code application/x-www-form-urlencoded}: an object of texts. */
  FORM,
  /** {@code multipart/form-data}: an object of texts and files. */
  MULTIPART,
  /** An object with the root element. */
  XML,
  /** NDJSON: an array. */
  JSON_LINES,
  /** One text. */
  TEXT,
  /** Any other type: the bytes in Base64. */
  BYTES;

  private static final Set<String> LINES =
      Set.of(
          "application/x-ndjson",
          "application/ndjson",
          "application/jsonl",
          "application/x-jsonlines");

  /** Returns the format of a media type. A missing or unreadable type is JSON (C10). */
  public static BodyFormat of(Optional<ContentType> type) {
    if (type.isEmpty() || type.get().isJson()) {
      return JSON;
    }
    String name = type.get().name();
    if (name.equals("application/x-www-form-urlencoded")) {
      return FORM;
    } else if (name.equals("multipart/form-data")) {
      return MULTIPART;
    } else if (name.equals("application/xml") || name.equals("text/xml") || name.endsWith("+xml")) {
      return XML;
    } else if (LINES.contains(name)) {
      return JSON_LINES;
    }
    return name.startsWith("text/") ? TEXT : BYTES;
  }

  /** Whether verification finds members of the body where the tree of runs has them. */
  public boolean hasMembers() {
    return this == JSON || this == FORM || this == MULTIPART;
  }

  /** Whether several values are a repeated name, so that a single one is no array. */
  boolean repeatsNames() {
    return this == FORM || this == MULTIPART || this == XML;
  }

  /**
   * Reads a body.
   *
   * @param type gives the charset or boundary
   * @param memory charged while the tree is built
   * @param faults receives every fault, and what ended the reading
   * @return empty when there is a fault
   */
  public Optional<JsonNode> read(
      byte[] body, Optional<ContentType> type, Allowance memory, FaultList faults) {
    try {
      JsonNode tree =
          switch (this) {
            case JSON ->
                BodyTree.read(
                    new StrictReader(body, StandardCharsets.UTF_8, memory),
                    BodyTree.Root.OBJECT_OR_ARRAY,
                    BodyPointer.ROOT,
                    memory,
                    faults);
            case FORM -> FormBody.read(body, charsetOf(type), memory);
            case MULTIPART -> MultipartForm.read(body, type.orElseThrow(), memory);
            case XML -> XmlTree.read(body, givenCharset(type), BodyPointer.ROOT, memory);
            case JSON_LINES -> JsonLines.read(body, memory, faults);
            case TEXT -> BodyText.read(body, charsetOf(type), memory);
            case BYTES -> new ChargedNodes(memory).base64(body, 0, body.length);
          };
      return faults.isEmpty() ? Optional.of(tree) : Optional.empty();
    } catch (Unreadable e) {
      faults.addLast(e);
      return Optional.empty();
    }
  }

  private static Charset charsetOf(Optional<ContentType> type) throws Unreadable {
    return givenCharset(type).orElse(StandardCharsets.UTF_8);
  }

  private static Optional<Charset> givenCharset(Optional<ContentType> type) throws Unreadable {
    String name = type.map(it -> it.parameters().get("charset")).orElse(null);
    return name == null ? Optional.empty() : Optional.of(charset(name));
  }

  /**
   * Returns a charset.
   *
   * @throws Unreadable 415 when Java does not know it
   */
  static Charset charset(String name) throws Unreadable {
    try {
      return Charset.forName(name);
    } catch (IllegalArgumentException e) {
      throw new Unreadable(
          Problem.of(
              "unsupported-media-type",
              "Unsupported media type",
              415,
              "The charset is not known. Send the body in UTF-8."));
    }
  }
}
