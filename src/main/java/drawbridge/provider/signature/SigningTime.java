package drawbridge.provider.signature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.JsonMembers;
import drawbridge.provider.CurlCommand;
import drawbridge.provider.Delivery;
import drawbridge.provider.DeliveryPart;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * The time of signing, which prevents the replay of an intercepted delivery.
 *
 * @param location where its text is
 * @param format the format of the text
 * @param tolerance the largest difference from now, in both directions, inclusive
 */
record SigningTime(Location location, Format format, Duration tolerance) {

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Duration USUAL = Duration.ofMinutes(5);

  /** The location of the text. */
  sealed interface Location {
    Optional<String> in(Delivery delivery, List<String> elements);

    /** Puts a text into a command, or adds it to the elements of the proof's header. */
    boolean put(CurlCommand curl, List<String> elements, String text);

    /** A {@link DeliveryPart}, or {@code {"prefix": "t="}} for an element of the header. */
    static Location of(JsonNode json) {
      return json instanceof ObjectNode object && object.size() == 1 && object.has("prefix")
          ? new InElement(JsonMembers.text(50).apply(object.path("prefix")))
          : new InPart(DeliveryPart.of(json));
    }
  }

  /** An element of the proof's header with this prefix. */
  private record InElement(String prefix) implements Location {
    @Override
    public Optional<String> in(Delivery delivery, List<String> elements) {
      List<String> values = ProofHeader.withPrefix(elements, prefix);
      return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    @Override
    public boolean put(CurlCommand curl, List<String> elements, String text) {
      return elements.add(CurlCommand.literal(prefix) + text);
    }
  }

  private record InPart(DeliveryPart part) implements Location {
    @Override
    public Optional<String> in(Delivery delivery, List<String> elements) {
      return part.in(delivery);
    }

    @Override
    public boolean put(CurlCommand curl, List<String> elements, String text) {
      return curl.put(part, text);
    }
  }

  /** The format of a time. */
  enum Format {

    /** Decimal seconds since 1970. */
    SECONDS("date +%s") {
      @Override
      Instant parse(String text) {
        return Instant.ofEpochSecond(number(text));
      }
    },

    /** Decimal milliseconds since 1970. */
    MILLISECONDS("date +%s000") {
      @Override
      Instant parse(String text) {
        return Instant.ofEpochMilli(number(text));
      }
    },

    /** Date, time and offset (RFC 3339). */
    RFC3339("date -u +%Y-%m-%dT%H:%M:%SZ") {
      @Override
      Instant parse(String text) {
        return Instant.parse(text);
      }
    };

    private static final int LONGEST = 40;
    private static final int MOST_DIGITS = 15;

    /** The command that prints the current time. */
    private final String command;

    Format(String command) {
      this.command = command;
    }

    /** Reads a time; empty when the text is malformed. */
    Optional<Instant> read(String text) {
      try {
        return text.length() > LONGEST ? Optional.empty() : Optional.of(parse(text));
      } catch (DateTimeException | NumberFormatException e) {
        return Optional.empty();
      }
    }

    abstract Instant parse(String text);

    /** Accepts ASCII digits only. */
    private static long number(String text) {
      if (text.length() > MOST_DIGITS || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
        throw new NumberFormatException("not a time in digits");
      }
      return Long.parseLong(text);
    }
  }

  /** Reads the members of a row whose signed text has a timestamp. */
  static Optional<SigningTime> read(JsonMembers members) {
    Optional<Location> location = members.required("timestamp", Location::of);
    Format format =
        members
            .optional("time", JsonMembers.oneOf(EnumSet.allOf(Format.class)))
            .orElse(Format.SECONDS);
    Duration tolerance = members.optional("tolerance", SigningTime::tolerance).orElse(USUAL);
    return location.map(where -> new SigningTime(where, format, tolerance));
  }

  /** Puts the time of execution into a command; see {@link Location#put}. */
  boolean put(CurlCommand curl, List<String> elements) {
    return location.put(curl, elements, curl.define("TIMESTAMP", format.command));
  }

  /** Returns why a text is not a current time of signing; empty when it is one. */
  Optional<SignatureVerdict> refusal(String text, Instant now) {
    Optional<Instant> time = format.read(text);
    if (time.isEmpty()) {
      return Optional.of(SignatureVerdict.Refused.MALFORMED_TIME);
    }
    boolean near = Duration.between(time.get(), now).abs().compareTo(tolerance) <= 0;
    return near ? Optional.empty() : Optional.of(SignatureVerdict.Refused.OUTSIDE_TOLERANCE);
  }

  private static Duration tolerance(JsonNode json) {
    try {
      Duration length = Duration.parse(json.asText());
      if (length.compareTo(SHORTEST) >= 0 && length.compareTo(LONGEST) <= 0) {
        return length;
      }
    } catch (DateTimeParseException e) {
      // reported below
    }
    throw new IllegalArgumentException("must be an ISO 8601 duration from PT1S to PT1H");
  }
}
