package drawbridge.workflow.entity;

import org.jspecify.annotations.Nullable;

/**
 * A workflow and the version that is current now: what a run is pinned to (X1).
 *
 * @param name the record's name
 * @param mayBegin whether a new run of it need not wait: it is known that nobody holds the workflow
 *     (X10)
 */
public record PinnedVersion(
    String workflowId, String name, String versionId, int version, boolean mayBegin) {

  /** Where it is not known whether somebody holds the workflow. */
  public PinnedVersion(String workflowId, String name, String versionId, int version) {
    this(workflowId, name, versionId, version, false);
  }

  /**
   * The same version, which is held where the workflow is.
   *
   * @param current what a new run of the same workflow is pinned to now; null: nobody knows
   */
  public PinnedVersion heldAs(@Nullable PinnedVersion current) {
    boolean isFree = current != null && current.mayBegin();
    return new PinnedVersion(workflowId, name, versionId, version, isFree);
  }
}
