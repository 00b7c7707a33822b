package drawbridge.provider.signature;

import drawbridge.provider.CurlCommand;
import drawbridge.provider.Delivery;
import drawbridge.provider.DeliveryPart;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The text that a signature covers: a template such as <code>{id}.{timestamp}.{body}</code>, or
 * named members of the body, each as two lines. The body is signed as received bytes.
 */
final class SignedText {

  /** A placeholder, or the text before the next brace. */
  private static final Pattern PIECE =
      Pattern.compile(
          "\\{(id|timestamp|method|url|query|body|form|crc32|webhookId|/[^{}]+)}|[^{]+|\\{");

  private static final List<String> CONTENT = List.of("{body}", "{form}");

  /** Receives the bytes of a text. */
  @FunctionalInterface
  interface Sink {
    void update(byte[] bytes);
  }

  /**
   * The values of placeholders.
   *
   * @param hasForm whether the fields of a form are signed
   */
  record Values(String id, String timestamp, String webhookId, boolean hasForm) {}

  private final List<String> pieces;
  private final List<String> lines;

  /**
   * @param template a valid template; null for lines
   * @param lines the names of members that are signed where they are present; null for a template
   */
  SignedText(@Nullable String template, @Nullable List<String> lines) {
    pieces = template == null ? List.of() : pieces(template);
    this.lines = lines == null ? List.of() : lines;
  }

  private static List<String> pieces(String template) {
    return PIECE.matcher(template).results().map(MatchResult::group).toList();
  }

  /** Whether the template has a placeholder. */
  boolean has(String placeholder) {
    return pieces.contains(placeholder);
  }

  /**
   * Whether a part of the body is signed. A checksum is not enough: other bodies have the same one.
   */
  boolean signsPartOfBody() {
    return !lines.isEmpty() || pieces.stream().anyMatch(SignedText::isOfBody);
  }

  private static boolean isOfBody(String piece) {
    return CONTENT.contains(piece) || piece.startsWith("{/");
  }

  /**
   * Adds what this text covers and another does not, completing "requires …". A signed body covers
   * its members, its fields and its checksum.
   */
  void addMissing(SignedText other, List<String> missing) {
    Set<String> others = other.parts();
    parts().stream()
        .filter(part -> !others.contains(part))
        .filter(part -> !(others.contains("{body}") && isInBody(part)))
        .forEach(part -> missing.add("a signature over " + part));
    other.joined().stream()
        .filter(pair -> parts().containsAll(pieces(pair)) && !joined().contains(pair))
        .forEach(pair -> missing.add("a text between the signed parts " + pair));
  }

  private Set<String> parts() {
    return Stream.concat(
            pieces.stream().filter(piece -> piece.startsWith("{")),
            lines.stream().map(line -> "{/" + line + "}"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isInBody(String part) {
    return isOfBody(part) || part.equals("{crc32}");
  }

  /** Returns pairs of parts without a text between them, so that their boundary is not signed. */
  private Set<String> joined() {
    Set<String> pairs = new TreeSet<>();
    for (int at = 1; at < pieces.size(); at++) {
      String pair = pieces.get(at - 1) + pieces.get(at);
      if (pair.matches("\\{[^{}]+}\\{[^{}]+}")) {
        pairs.add(pair);
      }
    }
    return pairs;
  }

  /** Returns what a template must be, when it is not; empty when it is valid. */
  static Optional<String> faultOf(String template) {
    List<String> placeholders =
        pieces(template).stream().filter(piece -> piece.startsWith("{")).toList();
    for (String placeholder : placeholders) {
      if (placeholder.equals("{")) {
        return Optional.of(
            "must have no other { than in {method}, {url}, {query}, {body}, {id}, {timestamp},"
                + " {form} and JSON pointers like {/id}");
      }
      if (placeholders.indexOf(placeholder) != placeholders.lastIndexOf(placeholder)) {
        return Optional.of("must have " + placeholder + " once at most");
      }
    }
    return placeholders.stream().anyMatch(it -> isOfBody(it) || it.equals("{crc32}"))
            || placeholders.containsAll(List.of("{id}", "{timestamp}"))
        ? Optional.empty()
        : Optional.of("must have {body}, {form}, a JSON pointer, or {id} and {timestamp}");
  }

  /** Passes the signed text of a delivery to a sink. */
  void write(Delivery delivery, Values values, SignedUrl url, Sink sink) {
    for (String piece : pieces) {
      switch (piece) {
        case "{body}" -> sink.update(delivery.body());
        case "{method}" -> sink.update(bytes(delivery.method()));
        case "{url}" -> sink.update(bytes(url.url()));
        case "{query}" -> sink.update(bytes(url.query()));
        case "{id}" -> sink.update(bytes(values.id()));
        case "{timestamp}" -> sink.update(bytes(values.timestamp()));
        case "{webhookId}" -> sink.update(bytes(values.webhookId()));
        case "{crc32}" -> sink.update(bytes(crc32(delivery.body())));
        case "{form}" -> sink.update(bytes(values.hasForm() ? form(delivery) : ""));
        default ->
            sink.update(bytes(piece.startsWith("{") ? member(delivery, pointer(piece)) : piece));
      }
    }
    for (String line : lines) {
      delivery
          .scalar("/" + line)
          .ifPresent(value -> sink.update(bytes(line + "\n" + value + "\n")));
    }
  }

  /** Returns names and values, sorted by name; each value of a repeated name once, sorted. */
  private static String form(Delivery delivery) {
    StringBuilder text = new StringBuilder();
    delivery
        .form()
        .forEach(
            (name, values) -> new TreeSet<>(values).forEach(it -> text.append(name).append(it)));
    return text.toString();
  }

  private static String member(Delivery delivery, String pointer) {
    return delivery.scalar(pointer).orElse("");
  }

  private static String pointer(String piece) {
    return piece.substring(1, piece.length() - 1);
  }

  private static String crc32(byte[] body) {
    CRC32 sum = new CRC32();
    sum.update(body);
    return Long.toString(sum.getValue());
  }

  /**
   * Returns the text between double quotes of a shell. Puts sample values into the signed members
   * of the body.
   *
   * @param webhookId the literal for {@code {webhookId}}
   * @return empty when the body cannot hold a member, or when a shell cannot build the text
   */
  Optional<String> inShell(CurlCommand curl, Proof proof, String webhookId) {
    StringBuilder text = new StringBuilder();
    for (String piece : pieces) {
      switch (piece) {
        case "{body}", "{url}", "{id}", "{timestamp}" -> text.append(variable(piece));
        case "{query}" -> text.append(curl.query());
        case "{method}" -> text.append(curl.method());
        case "{webhookId}" -> text.append(webhookId);
        case "{form}" -> text.append(curl.form());
        case "{crc32}" -> {
          return Optional.empty();
        }
        default -> {
          if (!piece.startsWith("{")) {
            text.append(CurlCommand.literal(piece));
          } else {
            Optional<String> member = memberOf(curl, proof.inFirst(part(piece)));
            if (member.isEmpty()) {
              return Optional.empty();
            }
            text.append(member.get());
          }
        }
      }
    }
    return lines.isEmpty() ? Optional.of(text.toString()) : Optional.empty();
  }

  /** Returns the text of a member; a sample that is put into it where the body has none. */
  private static Optional<String> memberOf(CurlCommand curl, DeliveryPart part) {
    String sample = "sample";
    return curl.at(String.valueOf(part.pointer()))
        .or(() -> curl.put(part, sample) ? Optional.of(sample) : Optional.empty());
  }

  private static DeliveryPart part(String piece) {
    return new DeliveryPart(null, null, pointer(piece));
  }

  private static String variable(String piece) {
    return CurlCommand.variable(piece.substring(1, piece.length() - 1).toUpperCase(Locale.ROOT));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
