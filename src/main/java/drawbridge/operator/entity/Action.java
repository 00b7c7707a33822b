package drawbridge.operator.entity;

/**
 * A kind of change.
 *
 * @param name as the audit log writes it, such as {@code workflow.save}
 * @param needs the least role that may make it
 */
public record Action(String name, Role needs) {}
