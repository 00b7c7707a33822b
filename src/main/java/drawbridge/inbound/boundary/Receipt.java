package drawbridge.inbound.boundary;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.inbound.entity.Acceptance;
import drawbridge.platform.Json;
import drawbridge.platform.Problem;
import drawbridge.run.entity.Run;
import drawbridge.workflow.entity.PinnedVersion;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The reply to a request that could be read (R1, R2): one result for each entry.
 *
 * @param workspace its name, for the locations
 * @param acceptedStatus says that something new was recorded and nothing rejected
 */
public record Receipt(
    String workspace, String requestId, List<Acceptance> acceptances, int acceptedStatus) {

  public Receipt {
    acceptances = List.copyOf(acceptances);
  }

  /** A receipt whose new runs are told of with 202. */
  static Receipt of(Caller caller, List<Acceptance> acceptances) {
    return new Receipt(caller.workspace().name(), caller.requestId(), acceptances, 202);
  }

  /** The same, with another status for what is new: there are senders that take only 200. */
  public Receipt acceptedAs(int status) {
    return new Receipt(workspace, requestId, acceptances, status);
  }

  /** The ordinary reply, before any run has ended. */
  public Response reply() {
    return reply(Map.of());
  }

  /** The reply of R6: results of runs that have ended carry their outcome. */
  Response reply(Map<String, Run> ended) {
    ObjectNode body = body();
    for (int index = 0; index < acceptances.size(); index++) {
      ObjectNode result = result(index);
      acceptances
          .get(index)
          .run()
          .map(ended::get)
          .ifPresent(
              run -> {
                result.put("runStatus", run.state().label());
                RunStatus.addOutcome(result, run);
              });
      ((ArrayNode) body.get("results")).add(result);
    }
    return Response.status(status()).type("application/json").entity(body).build();
  }

  /** The reply of R7: what would happen, and the effective request. */
  public Response preview() {
    ObjectNode body = body();
    for (int index = 0; index < acceptances.size(); index++) {
      ObjectNode result = result(index);
      Acceptance acceptance = acceptances.get(index);
      if (acceptance instanceof Acceptance.Accepted) {
        result.remove(List.of("runId", "location"));
      }
      addEffective(result, acceptance);
      ((ArrayNode) body.get("results")).add(result);
    }
    return Response.ok(body, "application/json").build();
  }

  /** R1. */
  int status() {
    boolean accepted = acceptances.stream().anyMatch(Acceptance.Accepted.class::isInstance);
    long rejected = acceptances.stream().filter(Acceptance.Rejected.class::isInstance).count();
    if (rejected == 0) {
      return accepted ? acceptedStatus : 200;
    }
    return rejected == acceptances.size() ? 422 : 207;
  }

  /** Runs that the results name, each once. */
  List<String> runs() {
    return acceptances.stream().flatMap(each -> each.run().stream()).distinct().toList();
  }

  /** Why entries were rejected, once for each. */
  List<String> rejected() {
    return acceptances.stream()
        .filter(Acceptance.Rejected.class::isInstance)
        .map(each -> ((Acceptance.Rejected) each).detail())
        .toList();
  }

  private ObjectNode body() {
    ObjectNode body = Json.object().put("requestId", requestId);
    body.putArray("results");
    return body;
  }

  private ObjectNode result(int index) {
    Acceptance acceptance = acceptances.get(index);
    ObjectNode result = Json.object().put("index", index);
    String status = acceptance.match(a -> "accepted", d -> "duplicate", r -> "rejected");
    result.put("status", status);
    acceptance.order().uid().ifPresent(uid -> result.put("uid", uid.value()));
    result.put("workflow", acceptance.order().workflow());
    acceptance.run().ifPresent(run -> result.put("runId", run).put("location", location(run)));
    if (acceptance instanceof Acceptance.Duplicate duplicate && duplicate.conflict()) {
      result.put("conflict", true);
    }
    if (acceptance instanceof Acceptance.Rejected rejected) {
      result.set(
          "problem",
          Problem.of("no-such-workflow", rejected.title(), 422, rejected.detail()).toJson());
    }
    return result;
  }

  private String location(String run) {
    return "/api/inbound/" + workspace + "/runs/" + run;
  }

  private static void addEffective(ObjectNode result, Acceptance acceptance) {
    ObjectNode effective = result.putObject("effective");
    Optional<PinnedVersion> target =
        acceptance.<Optional<PinnedVersion>>match(
            a -> Optional.of(a.target()), d -> Optional.of(d.target()), r -> Optional.empty());
    String name = target.map(PinnedVersion::name).orElse(acceptance.order().workflow());
    effective.put("workflow", name);
    target.ifPresent(
        it -> effective.put("workflowId", it.workflowId()).put("version", it.version()));
    effective.set("stateValues", acceptance.order().stateValues());
    effective.set("runtime", acceptance.order().runtime());
  }
}
