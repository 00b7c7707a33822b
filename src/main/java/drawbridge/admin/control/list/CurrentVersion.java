package drawbridge.admin.control.list;

/**
 * The version that new runs of a workflow get, without its text.
 *
 * @param name of the workflow
 * @param workspace name of the workspace
 */
public record CurrentVersion(
    String workflowId, String name, String workspace, String versionId, int number) {}
