package drawbridge.operator.entity;

/**
 * A kind of change.
 *
 * @param name the name in the audit log, such as {@code workflow.save}
 * @param needs the lowest role that permits the change
 */
public record Action(String name, Role needs) {}
