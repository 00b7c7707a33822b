package drawbridge.platform;

/**
 * An event: a request was refused before a resource could count it (R9).
 *
 * @param path the decoded path within the application, {@code /api/inbound/default}; may contain
 *     the id of a trigger, which is a credential
 * @param reason the kind of the problem
 * @param detail never part of the request
 */
public record RefusedRequest(String path, String reason, String detail) {

  /** Returns the event of a problem. */
  public static RefusedRequest of(String path, Problem problem) {
    return new RefusedRequest(path, problem.kind(), problem.inWords());
  }

  /** Leaves out the path. */
  @Override
  public String toString() {
    return "RefusedRequest[" + reason + "]";
  }
}
