package drawbridge.console.boundary.once;

import jakarta.faces.context.ExternalContext;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.Map;

/** The latest submissions of a session. Thread safe. */
final class Submissions implements Serializable {

  private static final long serialVersionUID = 1L;
  private static final int MAX = 200;

  private final LinkedHashMap<String, Submission> latest = new LinkedHashMap<>();

  /** Returns the submissions of the current session. */
  static Submissions of(ExternalContext external) {
    Map<String, Object> session = external.getSessionMap();
    synchronized (Submissions.class) { // the session's map has no atomic operations
      return (Submissions)
          session.computeIfAbsent(Submissions.class.getName(), name -> new Submissions());
    }
  }

  /** Returns the submission with a key; the same one for equal keys. */
  synchronized Submission of(String key) {
    Submission found = latest.computeIfAbsent(key, it -> new Submission());
    if (latest.size() > MAX) {
      latest.remove(latest.keySet().iterator().next());
    }
    return found;
  }
}
