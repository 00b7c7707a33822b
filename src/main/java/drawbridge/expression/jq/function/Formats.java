package drawbridge.expression.jq.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import drawbridge.expression.jq.value.Budget;
import drawbridge.expression.jq.value.JqError;
import drawbridge.expression.jq.value.JsonText;
import drawbridge.expression.jq.value.Texts;
import drawbridge.expression.jq.value.Values;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.BiFunction;

/** Formats of texts: {@code @json}, {@code @csv} and others. */
public final class Formats {

  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";
  private static final String HEX = "0123456789ABCDEF";
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int GROWTH = 8;

  private static final Map<String, BiFunction<JsonNode, Budget, String>> ALL =
      Map.ofEntries(
          Map.entry("text", Conversions::text),
          Map.entry("json", JsonText::of),
          Map.entry("html", (in, budget) -> html(input(in, budget))),
          Map.entry("uri", (in, budget) -> uri(input(in, budget))),
          Map.entry("urid", (in, budget) -> fromUri(in, input(in, budget), budget)),
          Map.entry("csv", (in, budget) -> row(in, ",", "csv", budget)),
          Map.entry("tsv", (in, budget) -> row(in, "\t", "tsv", budget)),
          Map.entry("sh", Formats::shell),
          Map.entry("base64", (in, budget) -> base64(input(in, budget))),
          Map.entry("base64d", Formats::fromBase64),
          Map.entry("base32", (in, budget) -> base32(input(in, budget))),
          Map.entry("base32d", Formats::fromBase32));

  private Formats() {}

  static void addTo(Functions all) {
    all.add(
        "format",
        (in, name, budget) -> {
          String what = "is not a valid format";
          if (!name.isTextual()) {
            throw Values.fault(name, what, budget);
          } else if (!ALL.containsKey(name.textValue())) {
            throw JqError.of(name.textValue() + " " + what, "the text " + what);
          }
          return format(name.textValue(), in, budget);
        });
    for (String name : ALL.keySet()) {
      all.add("@" + name, (in, budget) -> format(name, in, budget));
    }
  }

  private static JsonNode format(String name, JsonNode in, Budget budget) {
    BiFunction<JsonNode, Budget, String> format = ALL.get(name);
    String text = format == null ? "" : format.apply(in, budget);
    budget.checkText(text.length());
    return TextNode.valueOf(text);
  }

  /** Returns the input as text; charges for the largest result. */
  private static String input(JsonNode in, Budget budget) {
    String text = Conversions.text(in, budget);
    budget.work(text.length() / 4);
    budget.build((long) GROWTH * text.length());
    return text;
  }

  /** Replaces characters, given before their replacements; NUL becomes {@code \\0}. */
  private static String escaped(String text, String... pairs) {
    String escaped = text;
    for (int i = 0; i < pairs.length; i += 2) {
      escaped = escaped.replace(pairs[i], pairs[i + 1]);
    }
    return escaped.replace("\0", "\\0");
  }

  private static String html(String text) {
    return escaped(text, "&", "&amp;", "<", "&lt;", ">", "&gt;", "'", "&apos;", "\"", "&quot;");
  }

  private static String uri(String text) {
    StringBuilder out = new StringBuilder();
    for (byte b : Texts.utf8(text)) {
      if (UNRESERVED.indexOf(b) >= 0) {
        out.append((char) b);
      } else {
        out.append('%').append(HEX.charAt((b >> 4) & 15)).append(HEX.charAt(b & 15));
      }
    }
    return out.toString();
  }

  private static String fromUri(JsonNode in, String text, Budget budget) {
    byte[] given = Texts.utf8(text);
    ByteArrayOutputStream out = new ByteArrayOutputStream(given.length);
    for (int i = 0; i < given.length; i++) {
      if (given[i] != '%') {
        out.write(given[i]);
        continue;
      }
      int high = i + 2 < given.length ? Character.digit(given[i + 1], 16) : -1;
      int low = i + 2 < given.length ? Character.digit(given[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        throw Values.fault(in, "is not a valid uri encoding", budget);
      }
      out.write(high * 16 + low);
      i += 2;
    }
    String decoded = out.toString(StandardCharsets.UTF_8);
    if (!Arrays.equals(decoded.getBytes(StandardCharsets.UTF_8), out.toByteArray())) {
      throw Values.fault(in, "is not a valid uri encoding", budget);
    }
    return decoded;
  }

  private static String row(JsonNode in, String separator, String format, Budget budget) {
    if (!in.isArray()) {
      throw Values.fault(in, "cannot be " + format + "-formatted, only array", budget);
    }
    budget.buildElements(in.size());
    StringJoiner row = new StringJoiner(separator);
    for (JsonNode cell : in) {
      if (cell.isContainerNode()) {
        throw Values.fault(cell, "is not valid in a csv row", budget);
      }
      String text = cell.isNull() ? "" : input(cell, budget);
      row.add(!cell.isTextual() ? text : format.equals("csv") ? quoted(text) : tabbed(text));
      budget.checkText(row.length());
    }
    budget.build(2L * row.length());
    return row.toString();
  }

  private static String quoted(String text) {
    return "\"" + escaped(text, "\"", "\"\"") + "\"";
  }

  private static String tabbed(String text) {
    return escaped(text, "\\", "\\\\", "\t", "\\t", "\n", "\\n", "\r", "\\r");
  }

  private static String shell(JsonNode in, Budget budget) {
    StringJoiner words = new StringJoiner(" ");
    for (JsonNode word : in.isArray() ? in : List.of(in)) {
      if (word.isContainerNode()) {
        throw Values.fault(word, "can not be escaped for shell", budget);
      }
      String text = input(word, budget);
      words.add(word.isTextual() ? "'" + escaped(text, "'", "'\\''") + "'" : text);
      budget.checkText(words.length());
    }
    return words.toString();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(Texts.utf8(text));
  }

  private static String fromBase64(JsonNode in, Budget budget) {
    JsonNode given = TextNode.valueOf(input(in, budget));
    String text = withoutPadding(given.textValue());
    boolean isTrailing = text.length() % 4 == 1;
    try {
      byte[] bytes =
          Base64.getDecoder().decode(isTrailing ? text + "A" : text); // one digit is no byte
      if (!isTrailing) {
        return new String(bytes, StandardCharsets.UTF_8);
      }
    } catch (IllegalArgumentException e) {
      throw Values.fault(given, "is not valid base64 data", budget);
    }
    throw Values.fault(given, "trailing base64 byte found", budget);
  }

  private static String withoutPadding(String text) {
    int end = text.indexOf('=');
    return end < 0 ? text : text.substring(0, end);
  }

  private static String base32(String text) {
    StringBuilder out = new StringBuilder();
    long bits = 0;
    int count = 0;
    for (byte b : Texts.utf8(text)) {
      bits = (bits << 8 | (b & 0xff)) & 0xffff;
      for (count += 8; count >= 5; count -= 5) {
        out.append(BASE32.charAt((int) ((bits >> (count - 5)) & 31)));
      }
    }
    if (count > 0) {
      out.append(BASE32.charAt((int) ((bits << (5 - count)) & 31)));
    }
    out.append("=".repeat((8 - out.length() % 8) % 8));
    return out.toString();
  }

  private static String fromBase32(JsonNode in, Budget budget) {
    String text = withoutPadding(input(in, budget));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    long bits = 0;
    int count = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = BASE32.indexOf(text.charAt(i));
      if (digit < 0) {
        throw Values.fault(in, "is not valid base32 data", budget);
      }
      bits = ((bits << 5) | digit) & 0xffff;
      count += 5;
      if (count >= 8) {
        count -= 8;
        out.write((int) ((bits >> count) & 0xff));
      }
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
