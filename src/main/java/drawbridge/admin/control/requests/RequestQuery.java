package drawbridge.admin.control.requests;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A page of requests, newest first.
 *
 * @param triggerId id of the trigger's row
 * @param status of the reply
 * @param from earliest time, inclusive
 * @param to latest time, exclusive
 * @param text in the request's data or body, or its id; in any case
 * @param header a header that the request has
 * @param before id of the last request of the previous page
 */
public record RequestQuery(
    Optional<String> triggerId,
    Optional<StatusRange> status,
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<String> text,
    Optional<Header> header,
    Optional<String> before,
    int limit) {

  /** The most requests of a page. */
  public static final int LARGEST_PAGE = 200;

  /** The regular expression of a status, or of a class of them. */
  public static final String STATUS_FORM = "[245](\\d\\d|xx)";

  /** The regular expression of a header, or of a header with a part of its value. */
  public static final String HEADER_FORM = "[!#$%&'*+.^_`|~0-9A-Za-z-]{1,100}(:.*)?";

  /** The statuses from {@code first} to {@code last}. */
  public record StatusRange(int first, int last) {

    /**
     * Parses a status, or a class of them such as {@code 4xx}.
     *
     * @throws IllegalArgumentException when the text does not have the form
     */
    public static StatusRange parse(String text) {
      if (!text.matches(STATUS_FORM)) {
        throw new IllegalArgumentException("not a status: " + text);
      }
      return new StatusRange(
          Integer.parseInt(text.replace("xx", "00")), Integer.parseInt(text.replace("xx", "99")));
    }

    boolean has(int status) {
      return first <= status && status <= last;
    }
  }

  /**
   * A header.
   *
   * @param name in lower case
   * @param value a part of the value, in any case; empty for any value
   */
  public record Header(String name, String value) {

    /**
     * Parses a name, or a name, a colon and a part of the value.
     *
     * @throws IllegalArgumentException when the text does not have the form
     */
    public static Header parse(String text) {
      if (!text.matches(HEADER_FORM)) {
        throw new IllegalArgumentException("not a header: " + text);
      }
      int colon = text.indexOf(':');
      String name = colon < 0 ? text : text.substring(0, colon);
      return new Header(
          name.toLowerCase(Locale.ROOT), colon < 0 ? "" : text.substring(colon + 1).strip());
    }
  }

  /** Returns a query without times and cursor. */
  public static RequestQuery live(
      Optional<String> triggerId,
      Optional<StatusRange> status,
      Optional<String> text,
      Optional<Header> header) {
    return new RequestQuery(
        triggerId, status, Optional.empty(), Optional.empty(), text, header, Optional.empty(), 1);
  }

  /** Returns whether rows must be read to know whether they pass. */
  boolean isScan() {
    return status.isPresent() || text.isPresent() || header.isPresent();
  }
}
