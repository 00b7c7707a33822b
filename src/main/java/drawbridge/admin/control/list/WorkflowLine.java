package drawbridge.admin.control.list;

import java.time.Instant;

/**
 * A workflow as lists show it.
 *
 * @param documentName what the text calls itself
 * @param version number of the current version
 * @param changedAt when that was saved
 */
public record WorkflowLine(
    String id,
    String name,
    String documentName,
    int version,
    boolean isPaused,
    Instant changedAt) {}
