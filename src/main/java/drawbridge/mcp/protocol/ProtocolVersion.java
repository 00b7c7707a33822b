package drawbridge.mcp.protocol;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A version of the Model Context Protocol that this server speaks, the oldest first. */
public enum ProtocolVersion {
  V2025_03_26("2025-03-26"),
  V2025_06_18("2025-06-18"),
  V2025_11_25("2025-11-25"),

  /** The first version without a handshake: each request names its version and capabilities. */
  V2026_07_28("2026-07-28");

  private final String text;

  ProtocolVersion(String text) {
    this.text = text;
  }

  public String text() {
    return text;
  }

  /** Returns whether clients open a session with {@code initialize}. */
  public boolean hasHandshake() {
    return this != V2026_07_28;
  }

  /** Parses a {@link #text}; empty when the version is not spoken here. */
  public static Optional<ProtocolVersion> of(String text) {
    return Arrays.stream(values()).filter(it -> it.text.equals(text)).findFirst();
  }

  /**
   * Returns the answer to the version that a handshake asks for: the same one, or the newest that
   * has a handshake.
   */
  public static ProtocolVersion negotiated(String wanted) {
    return of(wanted).filter(ProtocolVersion::hasHandshake).orElse(V2025_11_25);
  }

  /** Returns the texts of all versions, the newest first. */
  public static List<String> texts() {
    List<ProtocolVersion> newestFirst = Arrays.asList(values().clone());
    Collections.reverse(newestFirst);
    return newestFirst.stream().map(ProtocolVersion::text).toList();
  }
}
