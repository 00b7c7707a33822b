package drawbridge.provider.signature;

import drawbridge.platform.Fault;
import drawbridge.platform.binding.SelfChecked;
import drawbridge.provider.CurlCommand;
import drawbridge.provider.Delivery;
import drawbridge.provider.DeliveryPart;
import drawbridge.provider.SampleDelivery;
import jakarta.validation.constraints.Size;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The time of signing: where a delivery has it, its format, and the age that it may have. */
final class SigningTime {

  private static final Duration TOLERANCE = Duration.ofMinutes(5);

  /** A part of the delivery, or the proof's element with a prefix. */
  public record Location(
      @Nullable String header,
      @Nullable String query,
      @Nullable String pointer,
      @Size(min = 1, max = 50) @Nullable String prefix)
      implements SelfChecked {

    private DeliveryPart part() {
      return new DeliveryPart(header, query, pointer);
    }

    @Override
    public void check(List<Fault> faults) {
      if (prefix == null) {
        part().check(faults);
      } else if (header != null || query != null || pointer != null) {
        faults.add(Fault.at("", "must have one text only: header, query, pointer or prefix"));
      }
    }

    private Optional<String> in(Delivery delivery, List<String> elements) {
      if (prefix == null) {
        return part().in(delivery);
      }
      List<String> values = Proof.withPrefix(elements, prefix);
      return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
    }

    /** Puts a text into a sample, or adds it to the elements of the proof. */
    private boolean put(SampleDelivery sample, Proof proof, List<String> elements, String text) {
      return prefix == null ? sample.put(proof.inFirst(part()), text) : elements.add(prefix + text);
    }

    /** Puts a text into a command, or adds it to the elements of the proof. */
    private boolean put(CurlCommand curl, Proof proof, List<String> elements, String text) {
      return prefix == null
          ? curl.put(proof.inFirst(part()), text)
          : elements.add(CurlCommand.literal(prefix) + text);
    }
  }

  private final Location location;
  private final TimeFormat format;
  private final Duration tolerance;

  /**
   * Reads the members of a row.
   *
   * @param format null for seconds
   * @param tolerance an ISO 8601 duration; null for five minutes
   */
  SigningTime(Location location, @Nullable String format, @Nullable String tolerance) {
    this.location = location;
    this.format = format == null ? TimeFormat.SECONDS : TimeFormat.of(format);
    this.tolerance = tolerance == null ? TOLERANCE : Duration.parse(tolerance);
  }

  /**
   * Returns the text of the time; empty when the delivery has none.
   *
   * @param elements the elements of the proof
   */
  Optional<String> in(Delivery delivery, List<String> elements) {
    return location.in(delivery, elements);
  }

  /** Whether every time that this tolerance permits is permitted by another one. */
  boolean isWithin(SigningTime other) {
    return tolerance.compareTo(other.tolerance) <= 0;
  }

  /** Returns the permitted times, completing "a time that is …". */
  String inWords() {
    return "within " + tolerance;
  }

  /** Returns why a time is refused. */
  Optional<SignatureVerdict> refusal(String text, Instant now) {
    Optional<Instant> signedAt = format.read(text);
    if (signedAt.isEmpty()) {
      return Optional.of(SignatureVerdict.Refused.MALFORMED_TIME);
    }
    return Duration.between(signedAt.get(), now).abs().compareTo(tolerance) > 0
        ? Optional.of(SignatureVerdict.Refused.OUTSIDE_TOLERANCE)
        : Optional.empty();
  }

  /** Returns the text of a time. */
  String write(Instant time) {
    return format.write(time);
  }

  /** Puts the text of a time into a sample, or adds it to the elements of the proof. */
  boolean put(SampleDelivery sample, Proof proof, List<String> elements, String time) {
    return location.put(sample, proof, elements, time);
  }

  /** Puts the time into a command, or adds it to the elements of the proof. */
  boolean put(CurlCommand curl, Proof proof, List<String> elements) {
    return location.put(curl, proof, elements, curl.define("TIMESTAMP", format.command()));
  }
}
