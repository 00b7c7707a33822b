package drawbridge.admin.boundary.wire;

import drawbridge.platform.Fault;
import drawbridge.platform.Ids;
import drawbridge.platform.Problem;
import drawbridge.provider.vault.KeySource;
import jakarta.ws.rs.WebApplicationException;
import java.util.List;
import java.util.function.Supplier;

/**
 * Ends a call with a problem that goes out as it is. Thrown in boundaries only, where nothing but
 * JAX-RS is between it and the caller.
 */
public final class Refused extends WebApplicationException {

  private Refused(Problem problem) {
    super(problem.toResponse(Ids.next(System.currentTimeMillis())));
  }

  /** Any problem. */
  public static Refused with(String kind, String title, int status, String detail) {
    return new Refused(Problem.of(kind, title, status, detail));
  }

  /** 400 with every fault. */
  public static Refused malformed(List<Fault> faults) {
    return new Refused(Problem.malformed(faults));
  }

  /** 404. */
  public static Supplier<Refused> notFound(String what) {
    return () -> new Refused(Problem.notFound(what));
  }

  /** 409. */
  public static Refused conflict(String kind, String detail) {
    return with(kind, "Conflict", 409, detail);
  }

  /** 409: no secret can be kept on this node. */
  public static Refused noKey() {
    return conflict(
        "no-encryption-key",
        "Secrets are kept encrypted, and this node has no key: set "
            + KeySource.SETTING
            + " on every node and start them again.");
  }

  /** 422 with the places of a definition's faults. */
  public static Refused faulty(List<Fault> faults) {
    return new Refused(Problem.faulty("faulty-definition", "Faulty definition", 422, faults));
  }

  /** 422 with the files and places of the faults of an import. */
  public static Refused faultyFiles(List<Fault> faults) {
    return new Refused(Problem.faulty("faulty-import", "Faulty import", 422, faults));
  }
}
