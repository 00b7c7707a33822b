package drawbridge.bench.intake;

import java.util.List;
import java.util.Map;
import java.util.function.LongFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * A kind of request.
 *
 * @param workflow that it starts
 * @param entries of each request
 * @param senders of the closed load: few for large requests, since an excess is refused
 * @param rows whether each entry inserts a claim and a run, as {@code pgbench} does
 * @param headers besides the secret
 * @param body by a unique number
 */
record Case(
    String name,
    String workflow,
    int entries,
    int senders,
    boolean rows,
    Map<String, String> headers,
    LongFunction<String> body) {

  /** Number of uids that are sent repeatedly. */
  private static final int KNOWN = 1_000;

  private static final int SENDERS = 8;

  /** Shows the effect of shared work between concurrent requests. */
  private static final int MANY_SENDERS = 32;

  /** Returns the cases in the order of measurement. */
  static List<Case> all() {
    return List.of(
        accept("single, no uid", 1, false, number -> "{\"workflow\":\"bench\",\"name\":\"Ada\"}"),
        UNIQUE,
        unique("single, unique uid, 32 senders", MANY_SENDERS),
        accept("single, all duplicates", 1, false, number -> single("known-" + number % KNOWN)),
        batch(10),
        batch(100),
        batch(1_000),
        new Case(
            "accept and complete run",
            "relay",
            1,
            SENDERS,
            false,
            Map.of("Prefer", "wait=30"),
            number -> "{\"workflow\":\"relay\",\"name\":\"Ada\"}"));
  }

  /** The common case; its limit determines the load of the backlog. */
  static final Case UNIQUE = unique("single, unique uid", SENDERS);

  /** Returns the same case for a store with this many uids. */
  static Case uniqueBeside(int uids) {
    return unique("single, unique uid, %,d in the store".formatted(uids), SENDERS);
  }

  /** Returns a body with the uids that {@code all duplicates} sends. */
  static String known() {
    return LongStream.range(0, KNOWN)
        .mapToObj(i -> entry("known-" + i))
        .collect(Collectors.joining(",", "{\"workflow\":\"bench\",\"batch\":[", "]}"));
  }

  private static Case unique(String name, int senders) {
    return new Case(
        name,
        "bench",
        1,
        senders,
        true,
        Map.of(),
        number -> single(Long.toUnsignedString(number, 36)));
  }

  private static Case batch(int entries) {
    return accept(
        "batch of %,d".formatted(entries),
        entries,
        true,
        number ->
            LongStream.range(0, entries)
                .mapToObj(i -> entry(Long.toUnsignedString(number, 36) + "-" + i))
                .collect(Collectors.joining(",", "{\"workflow\":\"bench\",\"batch\":[", "]}")));
  }

  private static Case accept(String name, int entries, boolean rows, LongFunction<String> body) {
    int senders = entries < 1_000 ? SENDERS : SENDERS / 4;
    return new Case(name, "bench", entries, senders, rows, Map.of(), body);
  }

  private static String single(String uid) {
    return "{\"workflow\":\"bench\",\"uid\":\"" + uid + "\",\"name\":\"Ada\"}";
  }

  private static String entry(String uid) {
    return "{\"uid\":\"" + uid + "\",\"name\":\"Ada\"}";
  }
}
