package drawbridge.admin.control.list;

import java.time.Instant;

/**
 * A workflow in a list.
 *
 * @param documentName the name in the text of the definition
 * @param version number of the current version
 * @param changedAt when the current version was saved
 */
public record WorkflowLine(
    String id,
    String name,
    String documentName,
    int version,
    boolean isPaused,
    Instant changedAt) {}
