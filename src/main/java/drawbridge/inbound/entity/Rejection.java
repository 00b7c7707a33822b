package drawbridge.inbound.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A count of refused requests or rejected entries with one reason. Updated by SQL only. */
@Entity
@Table(name = "rejection")
public class Rejection {

  @Id private String id;
  private String workspace;
  private String reason;
  private String detail;
  private long count;

  @Column(name = "first_at")
  private Instant firstAt;

  @Column(name = "last_at")
  private Instant lastAt;

  protected Rejection() {}

  public String id() {
    return id;
  }

  /** Returns the name of the workspace; empty for requests to no existing workspace. */
  public String workspace() {
    return workspace;
  }

  public String reason() {
    return reason;
  }

  public String detail() {
    return detail;
  }

  public long count() {
    return count;
  }

  public Instant firstAt() {
    return firstAt;
  }

  public Instant lastAt() {
    return lastAt;
  }
}
