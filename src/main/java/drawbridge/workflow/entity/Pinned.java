package drawbridge.workflow.entity;

/**
 * A workflow and the version that is current now: what a run is pinned to (X1).
 *
 * @param name the record's name
 */
public record Pinned(String workflowId, String name, String versionId, int version) {}
