package drawbridge.run.entity;

import drawbridge.platform.Ids;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request that was answered 200, 202 or 207 (C11). Never changes. */
@Entity
@Table(name = "request")
public class ReceivedRequest {

  /** The media type of the usual reply. */
  public static final String JSON = "application/json";

  @Id private String id;

  @Column(name = "workspace_id")
  private String workspaceId;

  @Column(name = "trigger_id")
  private @Nullable String triggerId;

  private int status;

  @Column(name = "media_type")
  private @Nullable String mediaType;

  private int accepted;
  private int duplicates;
  private int ignored;
  private int rejected;
  private String data;
  private String results;
  private @Nullable String body;

  protected ReceivedRequest() {}

  /**
   * A request to store.
   *
   * @param triggerId null for the workflow request URL
   * @param verdicts of its elements, in their order
   * @param body the whole body as JSON; null when it is the data of the only run
   */
  public ReceivedRequest(
      String workspaceId,
      RequestData request,
      @Nullable String triggerId,
      Answered answered,
      RequestVerdicts verdicts,
      @Nullable String body) {
    this.id = request.id();
    this.workspaceId = workspaceId;
    this.triggerId = triggerId;
    this.status = answered.status();
    this.mediaType = answered.mediaType().equals(JSON) ? null : answered.mediaType();
    this.accepted = verdicts.accepted();
    this.duplicates = verdicts.duplicates();
    this.ignored = verdicts.ignored();
    this.rejected = verdicts.rejected();
    this.results = verdicts.text(); // first, since two open generators need two buffers
    this.data = request.toText();
    this.body = body;
  }

  /** The status and media type of the reply. */
  public record Answered(int status, String mediaType) {

    /** Makes the usual reply with a status. */
    public static Answered json(int status) {
      return new Answered(status, JSON);
    }
  }

  public String id() {
    return id;
  }

  public String workspaceId() {
    return workspaceId;
  }

  /** Returns the time at which the request arrived, to the millisecond. */
  public Instant receivedAt() {
    return Ids.time(id);
  }

  public @Nullable String triggerId() {
    return triggerId;
  }

  public int status() {
    return status;
  }

  /** Returns the media type of the reply; null for JSON. */
  public @Nullable String mediaType() {
    return mediaType;
  }

  public int accepted() {
    return accepted;
  }

  public int duplicates() {
    return duplicates;
  }

  public int ignored() {
    return ignored;
  }

  public int rejected() {
    return rejected;
  }

  /** Returns the text of {@link RequestData#toText}. */
  public String data() {
    return data;
  }

  /** Returns the request without its body. */
  public RequestData request() {
    return RequestData.stored(id, data);
  }

  /** Returns the verdicts as JSON, in the order of the elements: see {@link RequestVerdicts}. */
  public String results() {
    return results;
  }

  /** Returns the whole body as JSON; empty when it is the data of the only run. */
  public Optional<String> body() {
    return Optional.ofNullable(body);
  }

  /** Returns the characters that the row holds. */
  public int size() {
    return data.length() + results.length() + body().map(String::length).orElse(0);
  }
}
