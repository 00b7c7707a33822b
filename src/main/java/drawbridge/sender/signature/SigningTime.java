package drawbridge.sender.signature;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.JsonMembers;
import drawbridge.sender.Delivery;
import drawbridge.sender.Part;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * The time of signing, which keeps a delivery that was overheard from being sent again later.
 *
 * @param place where its text is found
 * @param form how it is written
 * @param tolerance how far it may be from now, before and after, both bounds included
 */
record SigningTime(Place place, Form form, Duration tolerance) {

  private static final Duration SHORTEST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofHours(1);
  private static final Duration USUAL = Duration.ofMinutes(5);

  /** Finds the text in a delivery, or in an element of the header that carries the proof. */
  interface Place {
    Optional<String> in(Delivery delivery, List<String> elements);

    /** A {@link Part}, or {@code {"prefix": "t="}} for an element of the header. */
    static Place of(JsonNode json) {
      if (json instanceof ObjectNode object && object.size() == 1 && object.has("prefix")) {
        String prefix = JsonMembers.text(50).apply(object.path("prefix"));
        return (delivery, elements) -> only(ProofHeader.withPrefix(elements, prefix));
      }
      Part part = Part.of(json);
      return (delivery, elements) -> part.in(delivery);
    }

    private static Optional<String> only(List<String> values) {
      return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }
  }

  /** How a point in time is written. */
  enum Form {

    /** Seconds since 1970, in digits. */
    SECONDS {
      @Override
      Instant parse(String text) {
        return Instant.ofEpochSecond(number(text));
      }
    },

    /** Milliseconds since 1970, in digits. */
    MILLISECONDS {
      @Override
      Instant parse(String text) {
        return Instant.ofEpochMilli(number(text));
      }
    },

    /** Date and time with an offset (RFC 3339), down to nanoseconds. */
    RFC3339 {
      @Override
      Instant parse(String text) {
        return Instant.parse(text);
      }
    };

    private static final int LONGEST = 40;
    private static final int MOST_DIGITS = 15;

    /** The time; empty when the text is not written so. */
    Optional<Instant> read(String text) {
      try {
        return text.length() > LONGEST ? Optional.empty() : Optional.of(parse(text));
      } catch (DateTimeException | NumberFormatException e) {
        return Optional.empty();
      }
    }

    abstract Instant parse(String text);

    /** Digits and nothing else: no sign, no other script's digits. */
    private static long number(String text) {
      if (text.length() > MOST_DIGITS || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
        throw new NumberFormatException("not a time in digits");
      }
      return Long.parseLong(text);
    }
  }

  /** Reads the members of a row whose signed text has a timestamp. */
  static Optional<SigningTime> read(JsonMembers members) {
    Optional<Place> place = members.required("timestamp", Place::of);
    Form form =
        members.optional("time", JsonMembers.oneOf(EnumSet.allOf(Form.class))).orElse(Form.SECONDS);
    Duration tolerance = members.optional("tolerance", SigningTime::tolerance).orElse(USUAL);
    return place.map(where -> new SigningTime(where, form, tolerance));
  }

  /** Why a text is no time of signing now; empty when it is one. */
  Optional<Verdict> refusal(String text, Instant now) {
    Optional<Instant> time = form.read(text);
    if (time.isEmpty()) {
      return Optional.of(Verdict.Refused.BAD_TIME);
    }
    boolean near = Duration.between(time.get(), now).abs().compareTo(tolerance) <= 0;
    return near ? Optional.empty() : Optional.of(Verdict.Refused.OTHER_TIME);
  }

  private static Duration tolerance(JsonNode json) {
    try {
      Duration length = Duration.parse(json.asText());
      if (length.compareTo(SHORTEST) >= 0 && length.compareTo(LONGEST) <= 0) {
        return length;
      }
    } catch (DateTimeParseException e) {
      // said below
    }
    throw new IllegalArgumentException("must be an ISO 8601 duration from PT1S to PT1H");
  }
}
