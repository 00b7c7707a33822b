package drawbridge.workflow.entity;

/**
 * A workflow and the version that is current now: what a run is pinned to (X1).
 *
 * @param name the record's name
 * @param mayBegin whether a new run of it need not wait: it is known that nobody holds the workflow
 *     (X10)
 */
public record Pinned(
    String workflowId, String name, String versionId, int version, boolean mayBegin) {

  /** Where it is not known whether somebody holds the workflow. */
  public Pinned(String workflowId, String name, String versionId, int version) {
    this(workflowId, name, versionId, version, false);
  }
}
