package drawbridge.provider.signature;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * A delivery with its proof.
 *
 * @param header the header with the proof
 * @param before the text before the MAC or credential
 * @param mac the MAC or credential
 * @param others other signed headers
 * @param time the time of signing
 */
record Sent(String header, String before, String mac, Map<String, String> others, Time time) {

  /** Text empty when nothing is signed of it. */
  record Time(String text, Instant at, Duration tolerance) {}

  private static final Time NEVER = new Time("", Instant.EPOCH, Duration.ZERO);

  static Sent proof(String header, String before, String mac) {
    return new Sent(header, before, mac, Map.of(), NEVER);
  }

  Sent with(String name, String value) {
    Map<String, String> more = new TreeMap<>(others);
    more.put(name, value);
    return new Sent(header, before, mac, more, time);
  }

  Sent at(String text, Instant at, Duration tolerance) {
    return new Sent(header, before, mac, others, new Time(text, at, tolerance));
  }

  /** Returns all headers. */
  Map<String, String> headers() {
    return with(header, before + mac).others();
  }
}
