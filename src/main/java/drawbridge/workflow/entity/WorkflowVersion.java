package drawbridge.workflow.entity;

import drawbridge.workflow.definition.DefinitionFormat;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/** One saved text of a workflow; immutable. */
@Entity
@Table(name = "workflow_version")
public class WorkflowVersion {

  private static final String JSON = "application/json";
  private static final String YAML = "application/yaml";

  @Id private String id;

  @Column(name = "workflow_id")
  private String workflowId;

  private int number;

  @Column(name = "document_name")
  private String documentName;

  @Column(name = "document_version")
  private String documentVersion;

  @Column(name = "media_type")
  private String mediaType;

  private String source;
  private String digest;

  @Column(name = "input_schema")
  private boolean checksInput;

  @Column(name = "created_at")
  private Instant createdAt;

  protected WorkflowVersion() {}

  public WorkflowVersion(
      String id, Workflow workflow, int number, Document document, Instant createdAt) {
    this.id = id;
    this.workflowId = workflow.id();
    this.number = number;
    this.documentName = document.name();
    this.documentVersion = document.version();
    this.mediaType = document.format() == DefinitionFormat.JSON ? JSON : YAML;
    this.source = document.source();
    this.digest = document.digest();
    this.checksInput = document.checksInput();
    this.createdAt = createdAt;
  }

  /**
   * A definition's text with its name and version.
   *
   * @param digest equal for equal texts
   * @param checksInput whether it has an input schema
   */
  public record Document(
      String name,
      String version,
      DefinitionFormat format,
      String source,
      String digest,
      boolean checksInput) {}

  public String id() {
    return id;
  }

  public String workflowId() {
    return workflowId;
  }

  public int number() {
    return number;
  }

  public String documentName() {
    return documentName;
  }

  public String documentVersion() {
    return documentVersion;
  }

  public String mediaType() {
    return mediaType;
  }

  public DefinitionFormat format() {
    return mediaType.equals(JSON) ? DefinitionFormat.JSON : DefinitionFormat.YAML;
  }

  public String source() {
    return source;
  }

  public String digest() {
    return digest;
  }

  /** Whether requests must fit an input schema before they are accepted (X23). */
  public boolean checksInput() {
    return checksInput;
  }

  public Instant createdAt() {
    return createdAt;
  }
}
