package drawbridge.admin.boundary;

import drawbridge.admin.boundary.wire.Paging;
import drawbridge.admin.boundary.wire.QueryParameters;
import drawbridge.admin.boundary.wire.Refused;
import drawbridge.admin.boundary.wire.Reply;
import drawbridge.admin.boundary.wire.WorkspacePath;
import drawbridge.admin.control.Page;
import drawbridge.admin.control.triggers.RefusedCommands;
import drawbridge.admin.control.triggers.TriggerList;
import drawbridge.inbound.entity.RefusedDelivery;
import drawbridge.inbound.trigger.control.RefusedResend;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.operator.boundary.OperatorsOnly;
import drawbridge.platform.Ids;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.platform.binding.UuidText;
import drawbridge.platform.binding.WholeNumber;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.json.JsonValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Lists the refused deliveries of a trigger, and sends them again (T12). */
@Path("admin/workspaces/{workspace}/triggers/{trigger}/refused")
@OperatorsOnly
@RequestScoped
public class RefusedResource {

  private static final int MOST = 200;

  @PathParam("workspace")
  String workspace;

  @PathParam("trigger")
  String name;

  @Inject RefusedCommands refused;
  @Inject TriggerList triggers;
  @Inject WorkspacePath tenants;
  @Context UriInfo uri;

  /** Returns a page of deliveries, newest first. */
  @GET
  public Response list() {
    Trigger trigger = trigger();
    Parameters parameters = QueryParameters.read(uri, Parameters.class);
    Page<RefusedDelivery, String> page =
        refused.find(trigger, Paging.after(parameters.cursor()), Paging.size(parameters.limit()));
    return Reply.ok(
        new Deliveries(
            page.items().stream().map(DeliveryReply::of).toList(), page.next().orElse(null)));
  }

  /** Returns one delivery with its request and content. */
  @GET
  @Path("{delivery}")
  public Response show(@PathParam("delivery") String id) {
    return refused
        .find(trigger(), id(id))
        .map(it -> Reply.ok(WholeDelivery.of(it)))
        .orElseThrow(Refused.notFound("refused delivery"));
  }

  /** Sends a delivery again. A second call returns the first result. */
  @POST
  @Path("{delivery}/send")
  public Response send(@PathParam("delivery") String id) {
    RefusedResend.Outcome outcome = refused.send(trigger(), id(id));
    if (outcome instanceof RefusedResend.Outcome.Sent sent) {
      return Reply.ok(DeliveryReply.of(sent.delivery()));
    }
    if (outcome instanceof RefusedResend.Outcome.Refused again) {
      throw Refused.with("refused-again", "Refused again", 422, again.detail());
    }
    if (outcome instanceof RefusedResend.Outcome.WithoutBody) {
      throw Refused.conflict(
          "body-not-kept", "The body of this request was not kept. Ask its sender to repeat it.");
    }
    throw Refused.notFound("refused delivery").get();
  }

  private static String id(String text) {
    if (!Ids.isUuid(text)) {
      throw Refused.notFound("refused delivery").get();
    }
    return text.toLowerCase(Locale.ROOT);
  }

  private Trigger trigger() {
    return triggers
        .find(tenants.named(workspace).id(), name)
        .orElseThrow(Refused.notFound("trigger"))
        .trigger();
  }

  /** The query. */
  public record Parameters(
      @UuidText(message = "must be the next of a page") @Nullable String cursor,
      @WholeNumber(min = 1, max = MOST) @Nullable String limit) {}

  /** A page of deliveries; {@code next} is absent on the last page. */
  public record Deliveries(List<DeliveryReply> refused, @Nullable String next) {}

  /**
   * A refused delivery.
   *
   * @param element position of the element in its request; null for a whole request
   * @param hasBody whether the delivery can be sent again
   */
  public record DeliveryReply(
      String id,
      String requestId,
      @Nullable Integer element,
      Instant refusedAt,
      String reason,
      String detail,
      @Nullable String uid,
      boolean hasBody,
      @Nullable Instant sentAt,
      @Nullable String sentBy,
      @Nullable String outcome,
      @Nullable String runId) {

    static DeliveryReply of(RefusedDelivery it) {
      return new DeliveryReply(
          it.id(),
          it.requestId(),
          it.element(),
          it.refusedAt(),
          it.reason(),
          it.detail(),
          it.uid(),
          it.content() != null,
          it.sentAt(),
          it.sentBy(),
          it.outcome(),
          it.runId());
    }
  }

  /**
   * A refused delivery with its content.
   *
   * @param request method, headers and query
   * @param runtime the element; null for a whole request
   * @param body the bytes of a whole request in base64; null for an element
   */
  public record WholeDelivery(
      DeliveryReply delivery,
      JsonValue request,
      @Nullable String contentType,
      @Nullable JsonValue runtime,
      @Nullable String body) {

    static WholeDelivery of(RefusedDelivery it) {
      boolean isElement = it.element() != null;
      return new WholeDelivery(
          DeliveryReply.of(it),
          Objects.requireNonNull(JsonBinding.shown(it.request())),
          it.contentType(),
          isElement ? JsonBinding.shown(it.content()) : null,
          isElement ? null : it.content());
    }
  }
}
