package drawbridge.admin.control.journal;

/**
 * The output of a done step.
 *
 * @param output JSON, or the beginning of longer JSON
 */
public record StepOutput(String task, String output) {}
