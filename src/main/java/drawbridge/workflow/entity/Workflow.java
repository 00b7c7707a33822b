package drawbridge.workflow.entity;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A workflow with its name and UUID (X15); its versions hold the texts. */
@Entity
@Table(name = "workflow")
public class Workflow {

  @Id private String id;

  @Column(name = "workspace_id")
  private String workspaceId;

  private String name;

  @Column(name = "live_name")
  private @Nullable String liveName;

  @Column(name = "document_name")
  private String documentName;

  private int version;

  private boolean paused;

  private boolean tool;

  @Column(name = "created_at")
  private Instant createdAt;

  @Column(name = "removed_at")
  private @Nullable Instant removedAt;

  @Version
  @Column(name = "row_version")
  private long rowVersion;

  protected Workflow() {}

  public Workflow(String id, String workspaceId, String name, Instant createdAt) {
    this.id = id;
    this.workspaceId = workspaceId;
    this.name = name;
    this.liveName = name;
    this.documentName = name;
    this.createdAt = createdAt;
  }

  /** Makes the next version the current one and returns its number. */
  public int nextVersion(String newDocumentName) {
    documentName = newDocumentName;
    return ++version;
  }

  /** Removes the workflow and frees its name; pinned runs continue. */
  public void remove(Instant when) {
    liveName = null;
    removedAt = when;
  }

  /** Holds new runs (X10), or releases the held ones. */
  public void pause(boolean isHeld) {
    paused = isHeld;
  }

  /** Sets whether models may call the workflow: the current version is marked as a tool (M1). */
  public void offerAsTool(boolean isTool) {
    tool = isTool;
  }

  public String id() {
    return id;
  }

  public String workspaceId() {
    return workspaceId;
  }

  public String name() {
    return name;
  }

  public String documentName() {
    return documentName;
  }

  /** Returns the number of the current version, from 1. */
  public int version() {
    return version;
  }

  public boolean isPaused() {
    return paused;
  }

  /** Returns whether models may call the workflow. */
  public boolean isTool() {
    return tool;
  }

  public Instant createdAt() {
    return createdAt;
  }
}
