package drawbridge.admin.boundary.wire;

import drawbridge.platform.Fault;
import drawbridge.platform.Ids;
import drawbridge.platform.Problem;
import drawbridge.provider.vault.KeySource;
import jakarta.ws.rs.WebApplicationException;
import java.util.List;
import java.util.function.Supplier;

/**
 * Ends a request with a problem, which is the reply. Only boundaries throw it, because containers
 * wrap the exceptions of control classes.
 */
public final class Refused extends WebApplicationException {

  private Refused(Problem problem) {
    super(problem.toResponse(Ids.next(System.currentTimeMillis())));
  }

  /** Returns any problem. */
  public static Refused with(String kind, String title, int status, String detail) {
    return new Refused(Problem.of(kind, title, status, detail));
  }

  /** Returns a 400 with every fault. */
  public static Refused malformed(List<Fault> faults) {
    return new Refused(Problem.malformed(faults));
  }

  /** Returns a 400 with one fault. */
  public static Refused malformed(String pointer, String detail) {
    return malformed(List.of(Fault.at(pointer, detail)));
  }

  /** Returns a 404. */
  public static Supplier<Refused> notFound(String what) {
    return () -> new Refused(Problem.notFound(what));
  }

  /** Returns a 409. */
  public static Refused conflict(String kind, String detail) {
    return with(kind, "Conflict", 409, detail);
  }

  /** Returns a 409: this node cannot encrypt secrets. */
  public static Refused noKey() {
    return conflict(
        "no-encryption-key",
        "Drawbridge encrypts secrets, and this node has no key. Set "
            + KeySource.SETTING
            + " on every node and restart the nodes.");
  }

  /** Returns a 422 with the faults of a definition. */
  public static Refused faulty(List<Fault> faults) {
    return new Refused(Problem.faulty("faulty-definition", "Faulty definition", 422, faults));
  }

  /** Returns a 422 with the faults of an import, and their files. */
  public static Refused faultyFiles(List<Fault> faults) {
    return new Refused(Problem.faulty("faulty-import", "Faulty import", 422, faults));
  }
}
