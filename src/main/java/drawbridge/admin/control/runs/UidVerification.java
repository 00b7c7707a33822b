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

/** The ledger's word on uids: whether they were accepted, and what came of them. */
@Stateless
public class UidVerification {

  @Inject Claims claims;
  @Inject RunSearch runs;

  /**
   * A uid that was accepted.
   *
   * @param state empty when retention removed the run
   * @param conflicts how often the uid came again with another payload (D5)
   */
  public record Word(String runId, Optional<RunState> state, Instant acceptedAt, int conflicts) {}

  /** One word for each uid, in order; empty for a uid that was never accepted or is forgotten. */
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
