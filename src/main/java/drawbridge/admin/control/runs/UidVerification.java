package drawbridge.admin.control.runs;

import drawbridge.inbound.control.Claims;
import drawbridge.inbound.entity.Uid;
import drawbridge.inbound.entity.UidClaim;
import drawbridge.run.entity.RunState;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads from the ledger whether uids were accepted, and the states of their runs. */
@Stateless
public class UidVerification {

  @Inject Claims claims;
  @Inject RunSearch runs;

  /**
   * Whether a uid was accepted, and its run.
   *
   * @param runStatus null when retention removed the run
   * @param conflicts how often a request had the uid with another payload (D5)
   */
  public record Result(
      String uid,
      Status status,
      @Nullable String runId,
      @Nullable RunState runStatus,
      @Nullable Instant acceptedAt,
      @Nullable Integer conflicts) {}

  /** Whether the ledger has a uid. */
  public enum Status {
    ACCEPTED,
    UNKNOWN
  }

  /**
   * Returns one result for each uid, in order.
   *
   * @param uids as the senders know them: {@link Uid#of} maps long ones; none is empty
   */
  public List<Result> of(String workspaceId, List<String> uids) {
    Map<String, UidClaim> found =
        claims.find(workspaceId, uids.stream().map(uid -> Uid.of(uid).value()).toList());
    Map<String, RunState> states =
        runs.states(found.values().stream().map(UidClaim::runId).toList());
    return uids.stream().map(uid -> result(uid, found.get(Uid.of(uid).value()), states)).toList();
  }

  private static Result result(String uid, @Nullable UidClaim claim, Map<String, RunState> states) {
    return claim == null
        ? new Result(uid, Status.UNKNOWN, null, null, null, null)
        : new Result(
            uid,
            Status.ACCEPTED,
            claim.runId(),
            states.get(claim.runId()),
            claim.acceptedAt(),
            claim.conflicts());
  }
}
