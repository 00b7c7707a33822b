package drawbridge.platform.boundary.guard;

import drawbridge.platform.boundary.RequestPath;
import jakarta.servlet.http.HttpServletRequest;

/** Parts of the URLs that have a share of the HTTP threads each. */
enum Area {

  /** Webhooks. They get what the others leave; {@code inbound} limits their bodies. */
  SENDERS(Integer.MAX_VALUE, BodyRule.OWN),

  /** Health and metrics, which the surroundings of the node ask. */
  PROBES(16, BodyRule.NONE),

  /** The pages of the console. */
  CONSOLE(48, BodyRule.FORM),

  /** The API of operators, its description, calls of tools, and unknown URLs. */
  API(48, BodyRule.STREAM);

  /** What an area does with bodies. */
  enum BodyRule {
    /** Limits them itself. */
    OWN,
    /** Takes none. */
    NONE,
    /** Takes forms, which are read before the request goes on. */
    FORM,
    /** Takes all but forms, and reads them within a time. */
    STREAM
  }

  private final int share;
  private final BodyRule body;

  Area(int share, BodyRule body) {
    this.share = share;
    this.body = body;
  }

  /** Returns the area of a request, by the path with which the server dispatches it. */
  static Area of(HttpServletRequest request) {
    String path = RequestPath.of(request);
    if (path.startsWith("/api/inbound/")) {
      return SENDERS;
    }
    if (path.startsWith("/console")) {
      return CONSOLE;
    }
    return path.startsWith("/health") || path.startsWith("/metrics") ? PROBES : API;
  }

  /** Returns whether a request is for the API of operators or for tools: both need credentials. */
  static boolean needsCredentials(HttpServletRequest request) {
    String path = RequestPath.of(request);
    return path.startsWith("/api/admin/") || path.startsWith("/mcp/");
  }

  BodyRule body() {
    return body;
  }

  /** Returns the threads that requests of this area may hold; one client gets half of them. */
  int share() {
    return share;
  }
}
