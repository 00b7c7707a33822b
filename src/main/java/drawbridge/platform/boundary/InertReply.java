package drawbridge.platform.boundary;

import java.util.Map;

/**
 * The headers of replies whose text senders choose in part. A browser neither executes, stores nor
 * reinterprets such a reply, and tells no other site its URL, which is a credential.
 */
public final class InertReply {

  /** The headers, by name. */
  public static final Map<String, String> HEADERS =
      Map.of(
          "X-Content-Type-Options", "nosniff",
          "Content-Security-Policy", "sandbox; default-src 'none'",
          "Referrer-Policy", "no-referrer",
          "Cache-Control", "no-store");

  private InertReply() {}
}
