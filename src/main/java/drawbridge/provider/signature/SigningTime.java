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

  /** Where the text is found. */
  sealed interface Place {
    Optional<String> in(Delivery delivery, List<String> elements);

    /** Puts a text there; an element of the proof's header is added to those. */
    boolean put(CurlCommand curl, List<String> elements, String text);

    /** A {@link DeliveryPart}, or {@code {"prefix": "t="}} for an element of the header. */
    static Place of(JsonNode json) {
      return json instanceof ObjectNode object && object.size() == 1 && object.has("prefix")
          ? new InElement(JsonMembers.text(50).apply(object.path("prefix")))
          : new InPart(DeliveryPart.of(json));
    }
  }

  /** In the element with this prefix of the header that carries the proof. */
  private record InElement(String prefix) implements Place {
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

  private record InPart(DeliveryPart part) implements Place {
    @Override
    public Optional<String> in(Delivery delivery, List<String> elements) {
      return part.in(delivery);
    }

    @Override
    public boolean put(CurlCommand curl, List<String> elements, String text) {
      return curl.place(part, text);
    }
  }

  /** How a point in time is written. */
  enum Form {

    /** Seconds since 1970, in digits. */
    SECONDS("date +%s") {
      @Override
      Instant parse(String text) {
        return Instant.ofEpochSecond(number(text));
      }
    },

    /** Milliseconds since 1970, in digits. */
    MILLISECONDS("date +%s000") {
      @Override
      Instant parse(String text) {
        return Instant.ofEpochMilli(number(text));
      }
    },

    /** Date and time with an offset (RFC 3339), down to nanoseconds. */
    RFC3339("date -u +%Y-%m-%dT%H:%M:%SZ") {
      @Override
      Instant parse(String text) {
        return Instant.parse(text);
      }
    };

    private static final int LONGEST = 40;
    private static final int MOST_DIGITS = 15;

    /** The command that tells the time now. */
    private final String command;

    Form(String command) {
      this.command = command;
    }

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

  /** Puts the time at which a command is run where it is looked for; see {@link Place#put}. */
  boolean place(CurlCommand curl, List<String> elements) {
    return place.put(curl, elements, curl.draw("TIMESTAMP", form.command));
  }

  /** Why a text is no time of signing now; empty when it is one. */
  Optional<SignatureVerdict> refusal(String text, Instant now) {
    Optional<Instant> time = form.read(text);
    if (time.isEmpty()) {
      return Optional.of(SignatureVerdict.Refused.BAD_TIME);
    }
    boolean near = Duration.between(time.get(), now).abs().compareTo(tolerance) <= 0;
    return near ? Optional.empty() : Optional.of(SignatureVerdict.Refused.OTHER_TIME);
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
