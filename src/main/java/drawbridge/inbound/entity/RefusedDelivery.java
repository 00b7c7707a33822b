package drawbridge.inbound.entity;

import drawbridge.platform.Ids;
import drawbridge.platform.Problem;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A rejected element, or a whole refused request, of a verified sender, which an operator can send
 * again (T12). Sent at most once.
 */
@Entity
@Table(name = "refused_delivery")
public class RefusedDelivery {

  private static final int LONGEST_DETAIL = 1_000;
  private static final int LONGEST_TYPE = 1_000;

  @Id private String id;

  @Column(name = "workspace_id")
  private String workspaceId;

  @Column(name = "trigger_id")
  private String triggerId;

  @Column(name = "request_id")
  private String requestId;

  private @Nullable Integer element;

  @Column(name = "refused_at")
  private Instant refusedAt;

  private String reason;
  private String detail;
  private @Nullable String uid;
  private String request;
  private @Nullable String content;
  private @Nullable Integer status;

  @Column(name = "content_type")
  private @Nullable String contentType;

  @Column(name = "sent_at")
  private @Nullable Instant sentAt;

  @Column(name = "sent_by")
  private @Nullable String sentBy;

  private @Nullable String outcome;

  @Column(name = "run_id")
  private @Nullable String runId;

  protected RefusedDelivery() {}

  private RefusedDelivery(
      Origin origin, Instant now, String reason, String detail, @Nullable String content) {
    this.id = Ids.next(now.toEpochMilli());
    this.workspaceId = origin.workspaceId();
    this.triggerId = origin.triggerId();
    this.requestId = origin.requestId();
    this.request = origin.request();
    this.refusedAt = now;
    this.reason = reason;
    this.detail = storable(detail, LONGEST_DETAIL);
    this.content = content;
  }

  /**
   * The request that was refused.
   *
   * @param request its method, headers and query as JSON text, without what authenticates it
   */
  public record Origin(String workspaceId, String triggerId, String requestId, String request) {}

  /**
   * Creates a rejected element.
   *
   * @param index position in the request
   * @param json the element
   */
  public static RefusedDelivery ofElement(
      Origin origin, int index, Instant now, Acceptance.Rejected rejected, String json) {
    RefusedDelivery made =
        new RefusedDelivery(
            origin, now, rejected.problem().kind(), rejected.problem().inWords(), json);
    made.element = index;
    made.uid = rejected.order().uid().map(Uid::value).orElse(null);
    return made;
  }

  /**
   * Creates a whole request.
   *
   * @param problem of the reply
   * @param body empty when it must not or cannot be kept
   */
  public static RefusedDelivery ofRequest(
      Origin origin,
      Instant now,
      Problem problem,
      Optional<String> contentType,
      Optional<byte[]> body) {
    RefusedDelivery made =
        new RefusedDelivery(
            origin,
            now,
            problem.kind(),
            problem.inWords(),
            body.map(it -> Base64.getEncoder().encodeToString(it)).orElse(null));
    made.status = problem.status();
    made.contentType = contentType.map(it -> storable(it, LONGEST_TYPE)).orElse(null);
    return made;
  }

  private static String storable(String text, int longest) {
    String shortened = text.length() > longest ? text.substring(0, longest - 1) + "…" : text;
    return shortened.replace('\0', '\uFFFD');
  }

  /**
   * Records that the delivery was sent again.
   *
   * @throws IllegalStateException when it was sent already
   */
  public void sent(Instant now, String operator, String status, @Nullable String run) {
    if (sentAt != null) {
      throw new IllegalStateException("the refused delivery " + id + " was sent at " + sentAt);
    }
    sentAt = now;
    sentBy = operator;
    outcome = status;
    runId = run;
  }

  public String id() {
    return id;
  }

  public String workspaceId() {
    return workspaceId;
  }

  public String triggerId() {
    return triggerId;
  }

  public String requestId() {
    return requestId;
  }

  /** Returns the position in the request; null for a whole request. */
  public @Nullable Integer element() {
    return element;
  }

  public Instant refusedAt() {
    return refusedAt;
  }

  /** Returns the kind of the problem. */
  public String reason() {
    return reason;
  }

  public String detail() {
    return detail;
  }

  public @Nullable String uid() {
    return uid;
  }

  /** Returns method, headers and query as JSON text. */
  public String request() {
    return request;
  }

  /**
   * Returns the element as JSON text, or the body of a whole request in base64; null when it was
   * not kept.
   */
  public @Nullable String content() {
    return content;
  }

  /** Returns the bytes of a whole request; empty when they were not kept. */
  public Optional<byte[]> body() {
    return Optional.ofNullable(content)
        .map(
            it ->
                element == null
                    ? Base64.getDecoder().decode(it)
                    : it.getBytes(StandardCharsets.UTF_8));
  }

  /** Returns the status that a whole request was answered; null when unknown and for an element. */
  public @Nullable Integer status() {
    return status;
  }

  public @Nullable String contentType() {
    return contentType;
  }

  /** Returns when it was sent again; null before. */
  public @Nullable Instant sentAt() {
    return sentAt;
  }

  public @Nullable String sentBy() {
    return sentBy;
  }

  /** Returns {@code accepted}, {@code duplicate} or {@code ignored}; null before. */
  public @Nullable String outcome() {
    return outcome;
  }

  /** Returns the first run that it started or that its uid had started; null without one. */
  public @Nullable String runId() {
    return runId;
  }
}
