package drawbridge.expression.jq;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** The cost of jackson-jq's Java functions, charged before a call. */
enum Cost {
  /** Free: the function is written in jq, and its body is charged. */
  NOTHING,
  /** Constant, or proportional to the output. */
  CONSTANT,
  /** Reads the first level of the input once. */
  READING,
  /** Makes a value of every element, member or character. */
  EACH,
  /** Writes the input as text, possibly in an error. */
  WRITING;

  private static final int PER_ELEMENT = 200;
  private static final int PER_CHARACTER = 32;
  private static final int PER_WRITTEN = 12;

  /** Returns the cost of a function; null for an unknown one, which is not available. */
  static @Nullable Cost of(String name) {
    return switch (name) {
      case "type",
          "not",
          "empty",
          "nan",
          "isnan",
          "isinfinite",
          "isnormal",
          "has",
          "range",
          "atan",
          "tan",
          "tanh",
          "acos",
          "cos",
          "cosh",
          "floor",
          "ceil",
          "round",
          "asin",
          "sin",
          "sinh",
          "cbrt",
          "sqrt",
          "log2",
          "log",
          "log10",
          "log1p",
          "exp",
          "expm1",
          "exp2",
          "exp10",
          "pow",
          "atan2",
          "paths" ->
          CONSTANT;
      case "length",
          "startswith",
          "endswith",
          "ltrimstr",
          "rtrimstr",
          "utf8bytelength",
          "tonumber",
          "todateiso8601",
          "fromdateiso8601" ->
          READING;
      case "keys", "keys_unsorted", "reverse", "explode", "implode", "fromjson" -> EACH;
      case "error",
          "to_entries",
          "from_entries",
          "tojson",
          "tostring",
          "@base64",
          "@base64d",
          "@uri",
          "@html",
          "@sh",
          "@csv",
          "@tsv" ->
          WRITING;
      default -> null;
    };
  }

  void count(JsonNode in, Budget budget) {
    if (this == NOTHING || this == CONSTANT) {
      return;
    }
    if (in.isTextual()) {
      int length = in.textValue().length();
      budget.work(length / 16);
      budget.build(this == EACH ? (long) length * PER_CHARACTER : 0);
      budget.build(this == WRITING ? (long) length * PER_WRITTEN : 0);
    } else if (in.isContainerNode() && this != READING) {
      budget.work(in.size());
      budget.build((long) in.size() * PER_ELEMENT);
      budget.build(this == WRITING ? ValueSize.of(in, budget).size() * 2 : 0);
    }
  }
}
