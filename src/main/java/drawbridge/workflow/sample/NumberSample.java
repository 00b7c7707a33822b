package drawbridge.workflow.sample;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NumericNode;
import drawbridge.platform.json.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Numbers between the bounds of schemas: from the least one up, or from the greatest one down.
 *
 * @param isWhole whether only whole numbers are allowed
 */
record NumberSample(List<Part> parts, boolean isWhole) {

  private static final int MOST = 12;

  /** Returns numbers; none when the bounds exclude all. */
  List<NumericNode> values() {
    Optional<BigDecimal> least = bound("minimum", "exclusiveMinimum", true);
    Optional<BigDecimal> most = bound("maximum", "exclusiveMaximum", false);
    BigDecimal step = step();
    BigDecimal first =
        least
            .map(it -> multiple(it, step, RoundingMode.CEILING))
            .orElseGet(
                () -> most.filter(it -> it.signum() <= 0).isPresent() ? BigDecimal.ZERO : step);
    Set<BigDecimal> found = new LinkedHashSet<>();
    boolean isContinuous = !isWhole && parts.stream().noneMatch(it -> it.has("multipleOf"));
    least.filter(it -> isContinuous).ifPresent(found::add);
    IntStream.range(0, MOST)
        .mapToObj(i -> first.add(step.multiply(BigDecimal.valueOf(i))))
        .forEach(found::add);
    most.map(it -> multiple(it, step, RoundingMode.FLOOR))
        .ifPresent(
            last ->
                IntStream.range(0, MOST)
                    .mapToObj(i -> last.subtract(step.multiply(BigDecimal.valueOf(i))))
                    .forEach(found::add));
    if (!isWhole && least.isPresent() && most.isPresent()) {
      found.add(least.get().add(most.get()).divide(BigDecimal.valueOf(2)));
    }
    found.add(BigDecimal.ZERO);
    found.add(step.negate());
    return found.stream()
        .filter(it -> isWithin(it, least, most))
        .map(NumberSample::node)
        .limit(2L * MOST)
        .toList();
  }

  private boolean isWithin(
      BigDecimal number, Optional<BigDecimal> least, Optional<BigDecimal> most) {
    return least.filter(it -> it.compareTo(number) > 0).isEmpty()
        && most.filter(it -> it.compareTo(number) < 0).isEmpty()
        && !isExcluded(number);
  }

  private boolean isExcluded(BigDecimal number) {
    return parts.stream()
        .anyMatch(
            part ->
                isExcludedBy(part, "minimum", "exclusiveMinimum", number)
                    || isExcludedBy(part, "maximum", "exclusiveMaximum", number));
  }

  /** Up to draft 4, the exclusive keyword is a flag of the other one. */
  private static boolean isExcludedBy(
      Part part, String plain, String exclusive, BigDecimal number) {
    JsonNode bound = part.get(exclusive).isNumber() ? part.get(exclusive) : part.get(plain);
    return (part.get(exclusive).isNumber() || part.get(exclusive).asBoolean())
        && bound.isNumber()
        && bound.decimalValue().compareTo(number) == 0;
  }

  private Optional<BigDecimal> bound(String plain, String exclusive, boolean isGreatest) {
    return parts.stream()
        .flatMap(part -> java.util.stream.Stream.of(part.get(plain), part.get(exclusive)))
        .filter(JsonNode::isNumber)
        .map(JsonNode::decimalValue)
        .reduce((a, b) -> isGreatest ? a.max(b) : a.min(b));
  }

  /**
   * Returns the distance of the numbers: the first {@code multipleOf}, which is whole if needed.
   */
  private BigDecimal step() {
    BigDecimal step =
        parts.stream()
            .map(part -> part.get("multipleOf"))
            .filter(JsonNode::isNumber)
            .map(JsonNode::decimalValue)
            .filter(it -> it.signum() > 0)
            .reduce(BigDecimal::max)
            .orElse(BigDecimal.ONE);
    boolean isFraction = isWhole && step.stripTrailingZeros().scale() > 0;
    return isFraction ? new BigDecimal(step.stripTrailingZeros().unscaledValue()) : step;
  }

  private static BigDecimal multiple(BigDecimal number, BigDecimal step, RoundingMode rounding) {
    return number.divide(step, 0, rounding).multiply(step);
  }

  private static NumericNode node(BigDecimal number) {
    BigDecimal plain = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    return plain.scale() <= 0 && plain.precision() - plain.scale() <= 18
        ? Json.NODES.numberNode(plain.longValueExact())
        : (NumericNode) Json.NODES.numberNode(plain);
  }
}
