package drawbridge.inbound.boundary;

import drawbridge.inbound.entity.Acceptance;
import drawbridge.platform.Fault;
import drawbridge.platform.Problem;
import drawbridge.platform.json.Json;
import drawbridge.run.entity.ReceivedRequest.Answered;
import drawbridge.run.entity.Run;
import drawbridge.workflow.entity.PinnedVersion;
import jakarta.json.stream.JsonGenerator;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The reply to a well-formed request (R1, R2): one result for each entry. JSON-P writes it, because
 * JSON-B takes more processor time.
 *
 * @param acceptedStatus the status when an entry was recorded and none rejected: some senders
 *     accept only 200
 */
public record Receipt(Caller caller, List<Acceptance> acceptances, int acceptedStatus) {

  /** The usual status of recorded entries. */
  static final int ACCEPTED = 202;

  /** Returns what the row of a request says of its reply. */
  public static Function<List<Acceptance>, Answered> answered(Caller caller, int acceptedStatus) {
    return results -> Answered.json(new Receipt(caller, results, acceptedStatus).status());
  }

  /**
   * Returns the reply (R6).
   *
   * @param ended runs by id: their results carry the outcome
   */
  Response reply(Map<String, Run> ended) {
    byte[] body =
        write(
            false,
            (out, acceptance) ->
                acceptance
                    .run()
                    .map(ended::get)
                    .ifPresent(
                        run -> {
                          out.write("runStatus", run.state().label());
                          RunStatus.writeOutcome(out, run);
                        }));
    return Response.status(status()).type("application/json").entity(body).build();
  }

  /** Returns the reply of R7: what would happen, and the effective request. */
  public Response preview() {
    return Response.ok(write(true, Receipt::writeEffective), "application/json").build();
  }

  /** Returns the status of R1. */
  int status() {
    return Acceptance.replyStatus(
        acceptances.stream().map(Acceptance::status).toList(), acceptedStatus);
  }

  /** Returns whether an entry is rejected. */
  public boolean hasRejected() {
    return acceptances.stream().anyMatch(Acceptance.Rejected.class::isInstance);
  }

  /** Returns the problem of a request whose entries are all rejected; empty for any other. */
  public Optional<Problem> refusal() {
    return status() != 422
        ? Optional.empty()
        : acceptances.stream()
            .filter(Acceptance.Rejected.class::isInstance)
            .map(Acceptance.Rejected.class::cast)
            .map(Acceptance.Rejected::problem)
            .findFirst();
  }

  /** Returns the runs that the results name, each once. */
  public List<String> runs() {
    return acceptances.stream().flatMap(each -> each.run().stream()).distinct().toList();
  }

  private byte[] write(boolean isPreview, BiConsumer<JsonGenerator, Acceptance> more) {
    return ReplyText.of(
        out -> {
          out.write("requestId", caller.requestId()).writeStartArray("results");
          for (int index = 0; index < acceptances.size(); index++) {
            Acceptance acceptance = acceptances.get(index);
            out.writeStartObject().write("index", index);
            writeResult(out, acceptance, isPreview);
            more.accept(out, acceptance);
            out.writeEnd();
          }
          out.writeEnd();
        });
  }

  private void writeResult(JsonGenerator out, Acceptance acceptance, boolean isPreview) {
    out.write("status", acceptance.status());
    acceptance.order().uid().ifPresent(uid -> out.write("uid", uid.value()));
    acceptance.order().withoutUid().ifPresent(reason -> out.write("withoutUid", reason));
    if (!acceptance.order().workflow().isEmpty()) {
      out.write("workflow", acceptance.order().workflow());
    }
    if (!isPreview || !(acceptance instanceof Acceptance.Accepted)) {
      acceptance.run().ifPresent(run -> out.write("runId", run).write("location", location(run)));
    }
    if (acceptance instanceof Acceptance.Duplicate duplicate && duplicate.conflict()) {
      out.write("conflict", true);
    }
    if (acceptance instanceof Acceptance.Rejected rejected) {
      writeProblem(out, rejected.problem());
    }
  }

  private static void writeProblem(JsonGenerator out, Problem problem) {
    out.writeStartObject("problem")
        .write("type", Problem.TYPES + problem.kind())
        .write("title", problem.title())
        .write("status", problem.status())
        .write("detail", problem.inWords());
    if (!problem.errors().isEmpty()) {
      out.writeStartArray("errors");
      for (Fault fault : problem.errors()) {
        out.writeStartObject()
            .write("pointer", fault.pointer())
            .write("detail", fault.detail())
            .writeEnd();
      }
      out.writeEnd();
    }
    out.writeEnd();
  }

  private String location(String run) {
    return "/api/inbound/" + caller.workspace().name() + "/runs/" + run;
  }

  private static void writeEffective(JsonGenerator out, Acceptance acceptance) {
    Optional<PinnedVersion> target = acceptance.version();
    out.writeStartObject("effective");
    out.write("workflow", target.map(PinnedVersion::name).orElse(acceptance.order().workflow()));
    target.ifPresent(it -> out.write("workflowId", it.workflowId()).write("version", it.version()));
    out.write("stateValues", ReplyText.document(Json.write(acceptance.order().stateValues())));
    out.write("runtime", ReplyText.document(Json.write(acceptance.order().runtime())));
    out.writeEnd();
  }
}
