package drawbridge.provider.signature;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.JsonMembers;
import drawbridge.provider.CurlCommand;
import drawbridge.provider.Delivery;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.crypto.Mac;

/** The template of the signed text. The body is signed as received bytes. */
final class SignedText {

  /** The values of a delivery for the placeholders; empty texts for unused ones. */
  record Values(Delivery delivery, String id, String timestamp) {}

  private sealed interface Piece permits Literal, Placeholder {
    byte[] in(Values values);

    /** Returns the text between double quotes of a shell. */
    String inShell();
  }

  @SuppressWarnings("ArrayRecordComponent") // instances are never compared
  private record Literal(byte[] bytes) implements Piece {
    @Override
    public byte[] in(Values values) {
      return bytes;
    }

    @Override
    public String inShell() {
      return CurlCommand.literal(new String(bytes, StandardCharsets.UTF_8));
    }
  }

  /** A placeholder. */
  enum Placeholder implements Piece {
    ID {
      @Override
      public byte[] in(Values values) {
        return bytes(values.id());
      }
    },
    TIMESTAMP {
      @Override
      public byte[] in(Values values) {
        return bytes(values.timestamp());
      }
    },
    BODY {
      @Override
      public byte[] in(Values values) {
        return values.delivery().body();
      }
    },
    URL {
      @Override
      public byte[] in(Values values) {
        return bytes(values.delivery().url());
      }
    };

    private final String text = "{" + name().toLowerCase(Locale.ROOT) + "}";

    @Override
    public String inShell() {
      return CurlCommand.variable(name());
    }
  }

  private final List<Piece> pieces = new ArrayList<>();

  private SignedText(String template) {
    int start = 0;
    while (start < template.length()) {
      int at = start;
      Placeholder placeholder =
          Arrays.stream(Placeholder.values())
              .filter(one -> template.startsWith(one.text, at))
              .findFirst()
              .orElse(null);
      if (placeholder == null) {
        start = literal(template, start);
      } else if (has(placeholder)) {
        throw new IllegalArgumentException("must have " + placeholder.text + " once at most");
      } else {
        pieces.add(placeholder);
        start += placeholder.text.length();
      }
    }
  }

  /**
   * Reads a template such as {@code {id}.{timestamp}.{body}}.
   *
   * @throws IllegalArgumentException with a message that states what it must be
   */
  static SignedText of(JsonNode json) {
    SignedText text = new SignedText(JsonMembers.text(200).apply(json));
    if (!text.has(Placeholder.BODY)) {
      throw new IllegalArgumentException("must have {body}");
    }
    return text;
  }

  boolean has(Placeholder placeholder) {
    return pieces.contains(placeholder);
  }

  /** Returns the MAC of the signed text. */
  byte[] sign(Mac mac, Values values) {
    pieces.forEach(piece -> mac.update(piece.in(values)));
    return mac.doFinal();
  }

  /** Returns the text between double quotes of a shell, with a variable for each placeholder. */
  String inShell() {
    return pieces.stream().map(Piece::inShell).collect(Collectors.joining());
  }

  /** Adds the text before the next brace. */
  private int literal(String template, int start) {
    int brace = template.indexOf('{', start);
    if (brace == start) {
      throw new IllegalArgumentException(
          "must have no other { than in {id}, {timestamp}, {body} and {url}");
    }
    int end = brace < 0 ? template.length() : brace;
    pieces.add(new Literal(bytes(template.substring(start, end))));
    return end;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
