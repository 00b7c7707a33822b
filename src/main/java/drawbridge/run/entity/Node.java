package drawbridge.run.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** A server that executes runs. Its heartbeats update the row; times are the database's. */
@Entity
@Table(name = "node")
public class Node {

  @Id private String id;

  @Column(name = "started_at")
  private Instant startedAt;

  @Column(name = "seen_at")
  private Instant seenAt;

  protected Node() {}

  public Node(String id, Instant now) {
    this.id = id;
    this.startedAt = now;
    this.seenAt = now;
  }

  public void beat(Instant now) {
    seenAt = now;
  }

  public String id() {
    return id;
  }

  public Instant startedAt() {
    return startedAt;
  }

  public Instant seenAt() {
    return seenAt;
  }
}
