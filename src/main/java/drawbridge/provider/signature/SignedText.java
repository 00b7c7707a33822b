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

/** The text that is signed, in pieces; the body stays the bytes that came. */
final class SignedText {

  /** What a delivery says of itself, and is signed; an empty text where the scheme has none. */
  record Said(Delivery delivery, String id, String timestamp) {}

  private sealed interface Piece permits Literal, Hole {
    byte[] in(Said said);

    /** Between the double quotes of a shell. */
    String inShell();
  }

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Literal(byte[] bytes) implements Piece {
    @Override
    public byte[] in(Said said) {
      return bytes;
    }

    @Override
    public String inShell() {
      return CurlCommand.literal(new String(bytes, StandardCharsets.UTF_8));
    }
  }

  /** What is different in each delivery. */
  enum Hole implements Piece {
    ID {
      @Override
      public byte[] in(Said said) {
        return bytes(said.id());
      }
    },
    TIMESTAMP {
      @Override
      public byte[] in(Said said) {
        return bytes(said.timestamp());
      }
    },
    BODY {
      @Override
      public byte[] in(Said said) {
        return said.delivery().body();
      }
    },
    URL {
      @Override
      public byte[] in(Said said) {
        return bytes(said.delivery().url());
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
      Hole hole =
          Arrays.stream(Hole.values())
              .filter(one -> template.startsWith(one.text, at))
              .findFirst()
              .orElse(null);
      if (hole == null) {
        start = literal(template, start);
      } else if (has(hole)) {
        throw new IllegalArgumentException("must have " + hole.text + " only once");
      } else {
        pieces.add(hole);
        start += hole.text.length();
      }
    }
  }

  /**
   * Reads a template such as {@code {id}.{timestamp}.{body}}.
   *
   * @throws IllegalArgumentException with what it must be
   */
  static SignedText of(JsonNode json) {
    SignedText text = new SignedText(JsonMembers.text(200).apply(json));
    if (!text.has(Hole.BODY)) {
      throw new IllegalArgumentException("must have {body}");
    }
    return text;
  }

  boolean has(Hole hole) {
    return pieces.contains(hole);
  }

  /** The MAC of what a delivery says. */
  byte[] sign(Mac mac, Said said) {
    pieces.forEach(piece -> mac.update(piece.in(said)));
    return mac.doFinal();
  }

  /** The text between the double quotes of a shell, each hole a variable of its name. */
  String inShell() {
    return pieces.stream().map(Piece::inShell).collect(Collectors.joining());
  }

  /** Takes what stands before the next brace. */
  private int literal(String template, int start) {
    int brace = template.indexOf('{', start);
    if (brace == start) {
      throw new IllegalArgumentException(
          "may have {id}, {timestamp}, {body} and {url}, no other {");
    }
    int end = brace < 0 ? template.length() : brace;
    pieces.add(new Literal(bytes(template.substring(start, end))));
    return end;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
