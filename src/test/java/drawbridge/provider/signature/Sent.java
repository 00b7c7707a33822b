package drawbridge.provider.signature;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a sender sent with its proof.
 *
 * @param header that carries the proof
 * @param before what stands before the MAC or the credential in it
 * @param mac the MAC or the credential
 * @param others headers that are signed too
 * @param time of signing
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

  /** All headers. */
  Map<String, String> headers() {
    return with(header, before + mac).others();
  }
}
