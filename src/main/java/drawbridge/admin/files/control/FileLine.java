package drawbridge.admin.files.control;

import java.time.Instant;
import java.util.Optional;

/**
 * A workflow file for display.
 *
 * @param file file name in the directory
 * @param workflow name of the workflow
 * @param version the version that the file created or equals; empty when it was never loaded
 * @param fault why it was not loaded, with the location; empty when it was loaded
 * @param changedAt when this node last loaded it or found a fault
 */
public record FileLine(
    String file,
    String workflow,
    Optional<Integer> version,
    Optional<String> fault,
    Instant changedAt) {}
