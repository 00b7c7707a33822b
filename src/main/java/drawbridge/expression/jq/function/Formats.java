package drawbridge.expression.jq.function;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import drawbridge.expression.jq.value.Budget;
import drawbridge.expression.jq.value.JsonText;
import drawbridge.expression.jq.value.Texts;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Formats of texts: {@code @json}, {@code @csv} and others. */
public final class Formats {

  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.~";
  private static final String HEX = "0123456789ABCDEF";
  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int GROWTH = 8;

  private static final Map<String, BiFunction<JsonNode, Budget, String>> ALL =
      Map.ofEntries(
          Map.entry("text", TextFunctions::text),
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
          if (!name.isTextual() || !ALL.containsKey(name.textValue())) {
            throw ListFunctions.about(name, "is not a valid format", budget);
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
    String text = TextFunctions.text(in, budget);
    budget.work(text.length() / 4);
    budget.build((long) GROWTH * text.length());
    return text;
  }

  private static String html(String text) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      String escape = escape(text.charAt(i));
      out.append(escape == null ? String.valueOf(text.charAt(i)) : escape);
    }
    return out.toString();
  }

  private static @Nullable String escape(char c) {
    return switch (c) {
      case '<' -> "&lt;";
      case '>' -> "&gt;";
      case '&' -> "&amp;";
      case '\'' -> "&apos;";
      case '"' -> "&quot;";
      default -> null;
    };
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
        throw ListFunctions.about(in, "is not a valid uri encoding", budget);
      }
      out.write(high * 16 + low);
      i += 2;
    }
    String decoded = out.toString(StandardCharsets.UTF_8);
    if (!Arrays.equals(decoded.getBytes(StandardCharsets.UTF_8), out.toByteArray())) {
      throw ListFunctions.about(in, "is not a valid uri encoding", budget);
    }
    return decoded;
  }

  private static String row(JsonNode in, String separator, String format, Budget budget) {
    if (!in.isArray()) {
      throw ListFunctions.about(
          in, "cannot be " + format + "-formatted, only an array can be", budget);
    }
    budget.buildElements(in.size());
    StringJoiner row = new StringJoiner(separator);
    for (JsonNode cell : in) {
      if (cell.isContainerNode()) {
        throw ListFunctions.about(cell, "is not valid in a csv row", budget);
      }
      String text = cell.isNull() ? "" : input(cell, budget);
      row.add(!cell.isTextual() ? text : format.equals("csv") ? quoted(text) : escaped(text));
      budget.checkText(row.length());
    }
    budget.build(2L * row.length());
    return row.toString();
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\"", "\"\"") + "\"";
  }

  private static String escaped(String text) {
    return text.replace("\\", "\\\\")
        .replace("\t", "\\t")
        .replace("\n", "\\n")
        .replace("\r", "\\r");
  }

  private static String shell(JsonNode in, Budget budget) {
    StringJoiner words = new StringJoiner(" ");
    for (JsonNode word : in.isArray() ? in : List.of(in)) {
      if (word.isContainerNode()) {
        throw ListFunctions.about(word, "can not be escaped for shell", budget);
      }
      String text = input(word, budget);
      words.add(word.isTextual() ? "'" + text.replace("'", "'\\''") + "'" : text);
      budget.checkText(words.length());
    }
    return words.toString();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(Texts.utf8(text));
  }

  private static String fromBase64(JsonNode in, Budget budget) {
    String text = withoutPadding(input(in, budget));
    if (text.length() % 4 == 1 && text.length() > 1) {
      throw ListFunctions.about(in, "trailing base64 byte found", budget);
    }
    try {
      return new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw ListFunctions.about(in, "is not valid base64 data", budget);
    }
  }

  private static String withoutPadding(String text) {
    int end = text.length();
    while (end > 0 && text.charAt(end - 1) == '=') {
      end--;
    }
    return text.substring(0, end);
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
        throw ListFunctions.about(in, "is not valid base32 data", budget);
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
