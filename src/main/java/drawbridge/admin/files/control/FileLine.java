package drawbridge.admin.files.control;

import java.time.Instant;
import java.util.Optional;

/**
 * A workflow file as operators see it.
 *
 * @param file its name in the directory
 * @param workflow its workflow's name
 * @param version the version that it made, or was found to be; empty when it was never taken
 * @param fault why it was not taken, with the place; empty when it was
 * @param changedAt when this node took it last, or found it faulty
 */
public record FileLine(
    String file,
    String workflow,
    Optional<Integer> version,
    Optional<String> fault,
    Instant changedAt) {}
