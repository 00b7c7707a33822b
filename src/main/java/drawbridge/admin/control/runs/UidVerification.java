package drawbridge.admin.control.runs;

import drawbridge.inbound.control.Claims;
import drawbridge.inbound.entity.UidClaim;
import drawbridge.run.entity.RunState;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads from the ledger whether uids were accepted, and the states of their runs. */
@Stateless
public class UidVerification {

  @Inject Claims claims;
  @Inject RunSearch runs;

  /**
   * An accepted uid.
   *
   * @param state empty when retention removed the run
   * @param conflicts how often a request had the uid with another payload (D5)
   */
  public record Word(String runId, Optional<RunState> state, Instant acceptedAt, int conflicts) {}

  /** Returns one result for each uid, in order; empty when the ledger does not have the uid. */
  public List<Optional<Word>> of(String workspaceId, List<String> uids) {
    Map<String, UidClaim> found = claims.find(workspaceId, uids);
    Map<String, RunState> states =
        runs.states(found.values().stream().map(UidClaim::runId).toList());
    return uids.stream()
        .map(uid -> Optional.ofNullable(found.get(uid)).map(claim -> word(claim, states)))
        .toList();
  }

  private static Word word(UidClaim claim, Map<String, RunState> states) {
    return new Word(
        claim.runId(),
        Optional.ofNullable(states.get(claim.runId())),
        claim.acceptedAt(),
        claim.conflicts());
  }
}
