package drawbridge.expression.jq.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import drawbridge.expression.jq.value.Budget;
import drawbridge.expression.jq.value.Numbers;
import drawbridge.expression.jq.value.Values;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoublePredicate;
import java.util.function.DoubleUnaryOperator;

/** Functions of numbers. */
final class NumberFunctions {

  private static final int SIGNIFICAND_BITS = 53;
  private static final int LARGEST_SHIFT = 10_000;

  private NumberFunctions() {}

  static void addTo(Functions all) {
    all.add("nan", (in, budget) -> DoubleNode.valueOf(Double.NaN));
    all.add("infinite", (in, budget) -> DoubleNode.valueOf(Double.POSITIVE_INFINITY));
    all.add("have_literal_numbers", (in, budget) -> BooleanNode.TRUE);
    all.add("have_decnum", (in, budget) -> BooleanNode.TRUE);
    test(all, "isnan", Double::isNaN);
    test(all, "isinfinite", Double::isInfinite);
    test(all, "isnormal", x -> Double.isFinite(x) && Math.abs(x) >= Double.MIN_NORMAL);
    of1(all);
    of2(all);
    all.add(
        "fma",
        (in, a, b, c, budget) ->
            Numbers.of(Math.fma(number(a, budget), number(b, budget), number(c, budget))));
    all.add("frexp", (in, budget) -> split(number(in, budget)));
    all.add("modf", (in, budget) -> fraction(number(in, budget)));
  }

  private static void of1(Functions all) {
    of(all, "floor", Math::floor);
    of(all, "ceil", Math::ceil);
    of(all, "round", x -> Math.copySign(Math.floor(Math.abs(x) + 0.5), x));
    of(all, "rint", Math::rint);
    of(all, "nearbyint", Math::rint);
    of(all, "trunc", x -> x < 0 ? Math.ceil(x) : Math.floor(x));
    of(all, "fabs", Math::abs);
    of(all, "sqrt", Math::sqrt);
    of(all, "cbrt", Math::cbrt);
    of(all, "exp", Math::exp);
    of(all, "exp2", x -> Math.pow(2, x));
    of(all, "exp10", x -> Math.pow(10, x));
    of(all, "pow10", x -> Math.pow(10, x));
    of(all, "expm1", Math::expm1);
    of(all, "log", Math::log);
    of(all, "log2", NumberFunctions::log2);
    of(all, "log10", Math::log10);
    of(all, "log1p", Math::log1p);
    of(all, "sin", Math::sin);
    of(all, "cos", Math::cos);
    of(all, "tan", Math::tan);
    of(all, "asin", Math::asin);
    of(all, "acos", Math::acos);
    of(all, "atan", Math::atan);
    of(all, "sinh", Math::sinh);
    of(all, "cosh", Math::cosh);
    of(all, "tanh", Math::tanh);
    of(all, "asinh", x -> Math.copySign(Math.log(Math.abs(x) + Math.sqrt(x * x + 1)), x));
    of(all, "acosh", x -> Math.log(x + Math.sqrt(x * x - 1)));
    of(all, "atanh", x -> 0.5 * Math.log((1 + x) / (1 - x)));
    of(all, "logb", x -> x == 0 ? Double.NEGATIVE_INFINITY : Math.getExponent(x));
    of(all, "significand", x -> x == 0 ? x : Math.scalb(x, -Math.getExponent(x)));
  }

  private static void of2(Functions all) {
    of(all, "pow", Math::pow);
    of(all, "atan2", Math::atan2);
    of(all, "fmin", (x, y) -> Double.isNaN(x) ? y : Double.isNaN(y) ? x : Math.min(x, y));
    of(all, "fmax", (x, y) -> Double.isNaN(x) ? y : Double.isNaN(y) ? x : Math.max(x, y));
    of(all, "fmod", (x, y) -> x % y);
    of(all, "drem", Math::IEEEremainder);
    of(all, "remainder", Math::IEEEremainder);
    of(all, "hypot", Math::hypot);
    of(all, "copysign", Math::copySign);
    of(all, "fdim", (x, y) -> Math.max(0, x - y));
    of(all, "nextafter", Math::nextAfter);
    of(all, "nexttoward", Math::nextAfter);
    of(all, "ldexp", NumberFunctions::shifted);
    of(all, "scalb", NumberFunctions::shifted);
    of(all, "scalbln", NumberFunctions::shifted);
  }

  private static double log2(double x) {
    double exponent = Math.getExponent(x);
    boolean isPower = x > 0 && Double.isFinite(x) && x == Math.scalb(1.0, (int) exponent);
    return isPower ? exponent : Math.log(x) / Math.log(2);
  }

  private static double shifted(double x, double by) {
    int bounded = (int) Math.max(-LARGEST_SHIFT, Math.min(LARGEST_SHIFT, by));
    return Double.isNaN(by) ? by : Math.scalb(x, bounded);
  }

  private static void of(Functions all, String name, DoubleUnaryOperator function) {
    all.add(name, (in, budget) -> Numbers.of(function.applyAsDouble(number(in, budget))));
  }

  private static void of(Functions all, String name, DoubleBinaryOperator function) {
    all.add(
        name,
        (in, a, b, budget) ->
            Numbers.of(function.applyAsDouble(number(a, budget), number(b, budget))));
  }

  private static void test(Functions all, String name, DoublePredicate holds) {
    all.add(
        name, (in, budget) -> BooleanNode.valueOf(in.isNumber() && holds.test(in.doubleValue())));
  }

  private static double number(JsonNode value, Budget budget) {
    if (!value.isNumber()) {
      throw Values.fault(value, "number required", budget);
    }
    return value.doubleValue();
  }

  private static JsonNode split(double x) {
    boolean isPlain = x != 0 && Double.isFinite(x);
    double normal = isPlain && Math.abs(x) < Double.MIN_NORMAL ? x * (1L << SIGNIFICAND_BITS) : x;
    int exponent = isPlain ? Math.getExponent(normal) + 1 : 0;
    ArrayNode parts = JsonNodeFactory.instance.arrayNode();
    parts.add(Numbers.of(isPlain ? Math.scalb(normal, -exponent) : x));
    return parts.add(Numbers.of(normal == x ? exponent : exponent - SIGNIFICAND_BITS));
  }

  private static JsonNode fraction(double x) {
    double whole = x < 0 ? Math.ceil(x) : Math.floor(x);
    ArrayNode parts = JsonNodeFactory.instance.arrayNode();
    parts.add(Numbers.of(Double.isInfinite(x) ? 0 : x - whole));
    return parts.add(Numbers.of(whole));
  }
}
