package drawbridge.workflow.entity;

import org.jspecify.annotations.Nullable;

/**
 * A workflow with its current version, to which a run is pinned (X1).
 *
 * @param name the record's name
 * @param mayBegin whether a new run may start at once: the workflow is known not to be paused (X10)
 * @param checksInput whether a request must fit an input schema (X23)
 */
public record PinnedVersion(
    String workflowId,
    String name,
    String versionId,
    int version,
    boolean mayBegin,
    boolean checksInput) {

  /** Makes a version of a workflow that may be paused, for a run that needs no acceptance. */
  public PinnedVersion(String workflowId, String name, String versionId, int version) {
    this(workflowId, name, versionId, version, false, false);
  }

  /**
   * Returns the same version, which may begin when the current one may.
   *
   * @param current the version that a new run of the same workflow gets; null when unknown
   */
  public PinnedVersion heldAs(@Nullable PinnedVersion current) {
    boolean isFree = current != null && current.mayBegin();
    return new PinnedVersion(workflowId, name, versionId, version, isFree, checksInput);
  }
}
