package drawbridge.workspace.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.regex.Pattern;

/** A tenant: it owns secrets, workflows, triggers, uids and runs. */
@Entity
@Table(name = "workspace")
public class Workspace {

  /** The pattern of names, which are part of URLs. */
  public static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  @Id private String id;
  private String name;

  @Column(name = "created_at")
  private Instant createdAt;

  protected Workspace() {}

  public Workspace(String id, String name, Instant createdAt) {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("not a name of a workspace: " + name);
    }
    this.id = id;
    this.name = name;
    this.createdAt = createdAt;
  }

  public String id() {
    return id;
  }

  public String name() {
    return name;
  }

  public Instant createdAt() {
    return createdAt;
  }
}
