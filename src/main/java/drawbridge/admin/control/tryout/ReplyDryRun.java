package drawbridge.admin.control.tryout;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.inbound.reply.RenderedReply;
import drawbridge.inbound.reply.ReplyData;
import drawbridge.inbound.reply.ReplyTemplate;
import drawbridge.inbound.reply.TriggerReply;
import drawbridge.platform.json.Json;
import drawbridge.run.dryrun.DryRunResult;
import java.util.Optional;

/** Renders the reply of a trigger to a tried request (T11). */
final class ReplyDryRun {

  private static final String RUN_ID = "00000000-0000-0000-0000-000000000000";
  private static final int PARTLY_REJECTED = 207;
  private static final int REJECTED = 422;
  private static final String ORDINARY = "The ordinary reply is sent: ";

  private ReplyDryRun() {}

  /**
   * Returns the reply.
   *
   * @param request as expressions see it
   * @param result with at least one entry
   */
  static TryOutResult.Reply of(TriggerReply reply, ObjectNode request, TryOutResult result) {
    int status = result.status();
    if (status == REJECTED || status == PARTLY_REJECTED) {
      return ordinary(status, "an entry is rejected.");
    }
    TryOutResult.Entry entry = result.entries().get(0);
    Optional<String> run = Optional.of(RUN_ID).filter(id -> !entry.status().equals("ignored"));
    ReplyData data = ReplyData.of(entry.order().runtime(), request, run);
    DryRunResult dryRun = entry.dryRun();
    if (reply.fromRun().isEmpty()) {
      return rendered(reply.answer(), data, status, "The reply of the trigger.");
    }
    return dryRun != null && dryRun.ending() == DryRunResult.Ending.SUCCEEDED
        ? rendered(
            reply.answer(),
            data.withOutput(dryRun.result() == null ? null : Json.write(dryRun.result()))
                .orElse(data),
            status,
            "The reply if the run ends within " + reply.fromRun().get().within() + ".")
        : rendered(
            reply.fromRun().get().otherwise(),
            data,
            status,
            "The run does not succeed: otherwise is sent.");
  }

  private static TryOutResult.Reply rendered(
      Optional<ReplyTemplate> template, ReplyData data, int status, String note) {
    return template
        .map(
            it ->
                it.render(data)
                    .match(
                        complete -> new TryOutResult.Reply(head(complete), complete.body(), note),
                        failed -> ordinary(status, failed.why() + ".")))
        .orElseGet(() -> ordinary(status, "the trigger defines no other."));
  }

  private static String head(RenderedReply.Complete reply) {
    StringBuilder head = new StringBuilder("HTTP ").append(reply.status());
    reply.contentType().ifPresent(type -> head.append("\nContent-Type: ").append(type));
    reply
        .headers()
        .forEach((name, value) -> head.append('\n').append(name).append(": ").append(value));
    return head.toString();
  }

  private static TryOutResult.Reply ordinary(int status, String why) {
    return new TryOutResult.Reply("HTTP " + status, "", ORDINARY + why);
  }
}
