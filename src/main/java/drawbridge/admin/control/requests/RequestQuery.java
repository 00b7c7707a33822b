package drawbridge.admin.control.requests;

import java.time.Instant;
import java.util.Optional;

/**
 * A page of requests, newest first.
 *
 * @param triggerId id of the trigger's row
 * @param status of the reply
 * @param from earliest time, inclusive
 * @param to latest time, exclusive
 * @param text in the request's data or body, case-sensitive
 * @param header a header that the request has
 * @param before id of the last request of the previous page
 */
public record RequestQuery(
    Optional<String> triggerId,
    Optional<Integer> status,
    Optional<Instant> from,
    Optional<Instant> to,
    Optional<String> text,
    Optional<Header> header,
    Optional<String> before,
    int limit) {

  /** The most requests of a page. */
  public static final int LARGEST_PAGE = 200;

  /**
   * A header.
   *
   * @param name in lower case
   * @param value a part of the value; empty for any value
   */
  public record Header(String name, String value) {}

  /** Returns whether rows must be read to know whether they pass. */
  boolean isScan() {
    return status.isPresent() || text.isPresent() || header.isPresent();
  }
}
