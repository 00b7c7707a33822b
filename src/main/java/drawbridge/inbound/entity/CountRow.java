package drawbridge.inbound.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Id;
import jakarta.persistence.MappedSuperclass;
import java.time.Instant;

/** A count of requests or entries of one kind. Updated by SQL only. */
@MappedSuperclass
public abstract class CountRow {

  @Id private String id;
  private long count;

  @Column(name = "first_at")
  private Instant firstAt;

  @Column(name = "last_at")
  private Instant lastAt;

  protected CountRow() {}

  public String id() {
    return id;
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
