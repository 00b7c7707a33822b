package drawbridge.operator.entity;

import java.time.Instant;

/**
 * An operator has changed the own password.
 *
 * @param passwordAt the time of the change, as it is stored
 */
public record OwnPasswordChange(String name, Instant passwordAt) {}
