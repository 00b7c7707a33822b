package drawbridge.platform.json;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamWriteConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.Utf8;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Map;
import java.util.Optional;

/**
 * The limits of JSON. Each value that enters, or that an expression makes, is checked against them.
 *
 * <p>Invariant: the store is read with wider limits than any version wrote with. A value that was
 * accepted is readable for ever.
 */
public final class JsonLimits {

  /** Levels of objects and arrays. The data around a value may add as many. */
  public static final int DEPTH = 500;

  /** Characters of the name of a member. */
  public static final int NAME = 50_000;

  /** Digits of a number. */
  public static final int DIGITS = 1_000;

  /** The largest exponent of a number with one digit before the point; negated, the smallest. */
  public static final int EXPONENT = 101_000;

  /** What is wrong with a number beyond its limits. */
  public static final String OF_NUMBERS =
      "a number may have 1,000 digits and an exponent between -101,000 and 101,000";

  /** The fault of a name that has more characters. */
  public static final String LONG_NAME = "the name of a member has more than 50,000 characters";

  /** The fault of a text that is no Unicode text; it cannot be written as UTF-8 (RFC 7493 §2.1). */
  public static final String UNPAIRED = "a text contains an unpaired surrogate";

  /** The bits of {@link #DIGITS} digits. */
  private static final int BITS = BigInteger.TEN.pow(DIGITS).bitLength();

  /** Jackson counts the digits of the exponent, too. */
  private static final int NUMBER = DIGITS + 10;

  /** Earlier versions wrote literals of templates, which have 65,536 characters at most. */
  private static final int STORED_NUMBER = 200_000;

  private static final int WRITTEN_DEPTH = 1_000;
  private static final int STORED_DEPTH = 2 * WRITTEN_DEPTH;

  private JsonLimits() {}

  /** Limits of the depth, names and numbers of a text from outside, enforced while it is read. */
  public static StreamReadConstraints ofForeign() {
    return StreamReadConstraints.builder()
        .maxNestingDepth(DEPTH)
        .maxNameLength(NAME)
        .maxNumberLength(NUMBER)
        .maxStringLength(Integer.MAX_VALUE)
        .build();
  }

  /** Limits of the texts in the store. */
  public static StreamReadConstraints ofStored() {
    return StreamReadConstraints.builder()
        .maxNestingDepth(STORED_DEPTH)
        .maxNameLength(Integer.MAX_VALUE)
        .maxNumberLength(STORED_NUMBER)
        .maxStringLength(Integer.MAX_VALUE)
        .build();
  }

  /** Limits of the texts that are written. */
  public static StreamWriteConstraints ofWritten() {
    return StreamWriteConstraints.builder().maxNestingDepth(WRITTEN_DEPTH).build();
  }

  /** Returns whether the digits and the exponent of a number are within the limits. */
  public static boolean holds(BigDecimal number) {
    return number.unscaledValue().bitLength() <= BITS
        && Math.abs((long) number.precision() - number.scale() - 1) <= EXPONENT;
  }

  /** Returns whether a whole number is within the limits. */
  public static boolean holds(BigInteger number) {
    return number.bitLength() <= BITS;
  }

  /** Returns what is beyond the limits; empty for a value that may be kept. */
  public static Optional<String> fault(JsonNode value) {
    return fault(value, DEPTH);
  }

  private static Optional<String> fault(JsonNode value, int levels) {
    if (value.isTextual()) {
      return Utf8.isIllFormed(value.textValue()) ? Optional.of(UNPAIRED) : Optional.empty();
    } else if (value.isNumber()) {
      return holds(value) ? Optional.empty() : Optional.of(OF_NUMBERS);
    } else if (!value.isContainerNode()) {
      return Optional.empty();
    } else if (levels == 0) {
      return Optional.of("objects and arrays are nested deeper than " + DEPTH + " levels");
    }
    Optional<String> fault = Optional.empty();
    if (value.isObject()) {
      for (Map.Entry<String, JsonNode> member : value.properties()) {
        fault = faultOfName(member.getKey()).or(() -> fault(member.getValue(), levels - 1));
        if (fault.isPresent()) {
          break;
        }
      }
    } else {
      for (int i = 0; i < value.size() && fault.isEmpty(); i++) {
        fault = fault(value.get(i), levels - 1);
      }
    }
    return fault;
  }

  private static boolean holds(JsonNode number) {
    return number.isBigDecimal()
        ? holds(number.decimalValue())
        : !number.isBigInteger() || holds(number.bigIntegerValue());
  }

  /** Returns what is wrong with the name of a member; empty for one that may be kept. */
  public static Optional<String> faultOfName(String name) {
    if (name.length() > NAME) {
      return Optional.of(LONG_NAME);
    }
    return Utf8.isIllFormed(name)
        ? Optional.of("the name of a member contains an unpaired surrogate")
        : Optional.empty();
  }
}
