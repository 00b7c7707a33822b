package drawbridge.inbound.body;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The headers of a part of {@code multipart/form-data} (RFC 7578 §4).
 *
 * @param headers by their names in lower case
 * @param disposition the parameters of {@code Content-Disposition}; {@code name} is among them
 */
record PartHead(Map<String, String> headers, Map<String, String> disposition) {
  PartHead {
    headers = Map.copyOf(headers);
    disposition = Map.copyOf(disposition);
  }

  private static final int LONGEST_DISPOSITION = 2000;

  private static final Pattern HEADER = Pattern.compile("([!#$%&'*+.^_`|~0-9A-Za-z-]+):(.*)");
  private static final Pattern PARAMETER =
      Pattern.compile(
          ";[ \\t]*+(name|filename\\*?)=(?:\"((?:[^\"\\\\\\p{Cntrl}]|\\\\[^\\p{Cntrl}])*+)\"|([^\\s;\"]++))[ \\t]*+",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern EXTENDED =
      Pattern.compile(
          "([A-Za-z0-9-]+)'[A-Za-z0-9-]*'((?:[!#$&+.^_`|~0-9A-Za-z-]|%[0-9A-Fa-f]{2})*+)");
  private static final Pattern OTHER_PARAMETER =
      Pattern.compile(";[ \\t]*+[^\\s;=\"]++=(?:\"[^\"]*+\"|[^\\s;\"]++)[ \\t]*+");

  /** Returns the name of the field. */
  String name() {
    return disposition.getOrDefault("name", "");
  }

  /** Returns the name of the file; empty when the part is text. */
  Optional<String> file() {
    return Optional.ofNullable(disposition.get("filename"));
  }

  /** Returns the media type; empty when it is missing or malformed. */
  Optional<ContentType> type() {
    return Optional.ofNullable(headers.get("content-type")).flatMap(ContentType::of);
  }

  /**
   * Reads the headers of a part.
   *
   * @param text the lines without the empty one at their end
   * @param part the number of the part, for the message
   */
  static PartHead of(String text, int part) throws Unreadable {
    Map<String, String> headers = new HashMap<>();
    for (String line : text.isEmpty() ? new String[0] : text.split("\r\n", -1)) {
      Matcher header = HEADER.matcher(line);
      if (!header.matches()
          || headers.put(header.group(1).toLowerCase(Locale.ROOT), header.group(2).strip())
              != null) {
        throw Unreadable.because(
            "part " + part + " of the form has a malformed or repeated header");
      }
    }
    String encoding = headers.getOrDefault("content-transfer-encoding", "binary");
    if (!encoding.toLowerCase(Locale.ROOT).matches("binary|7bit|8bit")) {
      throw Unreadable.because("part " + part + " of the form has a Content-Transfer-Encoding");
    }
    return new PartHead(
        headers, disposition(headers.getOrDefault("content-disposition", ""), part));
  }

  private static Map<String, String> disposition(String value, int part) throws Unreadable {
    Map<String, String> found = new HashMap<>();
    int at = "form-data".length();
    boolean isForm =
        value.length() <= LONGEST_DISPOSITION && value.regionMatches(true, 0, "form-data", 0, at);
    while (isForm && at < value.length()) {
      Matcher own = PARAMETER.matcher(value).region(at, value.length());
      Matcher other = OTHER_PARAMETER.matcher(value).region(at, value.length());
      if (own.lookingAt()) {
        String text =
            own.group(2) == null ? own.group(3) : own.group(2).replaceAll("\\\\(.)", "$1");
        isForm = found.put(own.group(1).toLowerCase(Locale.ROOT), text) == null;
        at = own.end();
      } else {
        isForm = other.lookingAt();
        at = isForm ? other.end() : at;
      }
    }
    String extended = found.remove("filename*");
    if (extended != null) {
      found.put("filename", extended(extended, part));
    }
    if (!isForm || !found.containsKey("name")) {
      throw Unreadable.because(
          "part "
              + part
              + " of the form must have a Content-Disposition like form-data; name=\"a\"");
    }
    return found;
  }

  /** Returns a file name in the form {@code UTF-8''na%C3%AFve.txt} (RFC 8187 §3.2.1). */
  private static String extended(String value, int part) throws Unreadable {
    Matcher form = EXTENDED.matcher(value);
    if (!form.matches()) {
      throw Unreadable.because("part " + part + " of the form has a malformed filename*");
    }
    byte[] encoded = form.group(2).getBytes(StandardCharsets.US_ASCII);
    byte[] bytes = new byte[encoded.length];
    int count = 0;
    for (int at = 0; at < encoded.length; at++) {
      boolean isEscape = encoded[at] == '%';
      bytes[count++] =
          isEscape
              ? (byte)
                  Integer.parseInt(new String(encoded, at + 1, 2, StandardCharsets.US_ASCII), 16)
              : encoded[at];
      at += isEscape ? 2 : 0;
    }
    return BodyText.of(bytes, 0, count, BodyFormat.charset(form.group(1)));
  }
}
