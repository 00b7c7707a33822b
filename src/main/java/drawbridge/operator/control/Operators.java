package drawbridge.operator.control;

import drawbridge.operator.entity.Operator;
import drawbridge.operator.entity.PasswordHash;
import drawbridge.operator.entity.Role;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** Reads and changes built-in operators. */
@Stateless
public class Operators {

  /** Checked for an unknown name, so that it takes as long as a wrong password. */
  private static final PasswordHash UNMATCHABLE = PasswordHash.unmatchable();

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject Clock clock;

  /** Returns whether any operator exists. */
  public boolean isAny() {
    return !entities
        .createQuery("select o.name from Operator o", String.class)
        .setMaxResults(1)
        .getResultList()
        .isEmpty();
  }

  /** Returns all operators, by name. */
  public List<Operator> all() {
    return entities
        .createQuery("select o from Operator o order by o.name", Operator.class)
        .getResultList();
  }

  /** Finds an operator; empty for an unknown or invalid name. */
  public Optional<Operator> find(String name) {
    return Operator.NAME.matcher(name).matches()
        ? Optional.ofNullable(entities.find(Operator.class, name))
        : Optional.empty();
  }

  /** Creates an operator. Returns false when the name exists. */
  public boolean create(String name, String password, Role role) {
    if (entities.find(Operator.class, name) != null) {
      return false;
    }
    entities.persist(new Operator(name, PasswordHash.of(password), role, clock.instant()));
    return true;
  }

  /**
   * Sets the role; idempotent.
   *
   * @return false, with nothing changed, when no admin would remain
   */
  public boolean setRole(String name, Role role) {
    if (role != Role.ADMIN && isLastAdmin(name)) {
      return false;
    }
    find(name).ifPresent(operator -> operator.setRole(role));
    return true;
  }

  /** Sets the password and ends the operator's sessions. */
  public void setPassword(String name, String password) {
    PasswordHash hash = PasswordHash.of(password);
    find(name).ifPresent(operator -> operator.setPassword(hash, clock.instant()));
  }

  /**
   * Removes an operator; idempotent.
   *
   * @return false, with nothing changed, when no admin would remain
   */
  public boolean remove(String name) {
    if (isLastAdmin(name)) {
      return false;
    }
    find(name).ifPresent(entities::remove);
    return true;
  }

  /** Locks all admins, so that two concurrent removals cannot remove the last ones. */
  private boolean isLastAdmin(String name) {
    List<String> admins =
        entities
            .createQuery(
                "select o from Operator o where o.role = :role order by o.name", Operator.class)
            .setParameter("role", Role.ADMIN)
            .setLockMode(LockModeType.PESSIMISTIC_WRITE)
            .getResultList()
            .stream()
            .map(Operator::name)
            .toList();
    return admins.equals(List.of(name));
  }

  /**
   * Returns the operator with this name and password. Takes about 100 ms for any input. Runs
   * without a transaction, so that the calculation holds no connection.
   */
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public Optional<Operator> authenticate(String name, String password) {
    Optional<Operator> operator = find(name);
    PasswordHash hash = operator.map(Operator::password).orElse(UNMATCHABLE);
    return hash.matches(password) ? operator : Optional.empty();
  }
}
