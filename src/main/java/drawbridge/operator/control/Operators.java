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
import org.jspecify.annotations.Nullable;

/** The operators of the house's own list. */
@Stateless
public class Operators {

  /** Checked when there is no such operator, so that it takes as long as a wrong password. */
  private static final PasswordHash NOBODY = PasswordHash.ofNobody();

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject Clock clock;

  /** Whether there is any operator at all. */
  public boolean isAny() {
    return !entities
        .createQuery("select o.name from Operator o", String.class)
        .setMaxResults(1)
        .getResultList()
        .isEmpty();
  }

  /** All of them, by name. */
  public List<Operator> all() {
    return entities
        .createQuery("select o from Operator o order by o.name", Operator.class)
        .getResultList();
  }

  /** One of them. */
  public Optional<Operator> find(String name) {
    return Operator.NAME.matcher(name).matches()
        ? Optional.ofNullable(entities.find(Operator.class, name))
        : Optional.empty();
  }

  /** A new operator; false when the name is taken. */
  public boolean create(String name, String password, Role role) {
    if (entities.find(Operator.class, name) != null) {
      return false;
    }
    entities.persist(new Operator(name, PasswordHash.of(password), role, clock.instant()));
    return true;
  }

  /**
   * Gives other rights; idempotent.
   *
   * @return false when nobody would be left who may administer, and nothing was changed
   */
  public boolean setRole(String name, Role role) {
    if (role != Role.ADMIN && isLastAdmin(name)) {
      return false;
    }
    find(name).ifPresent(operator -> operator.setRole(role));
    return true;
  }

  /** Gives another password; who signed in with the old one must sign in again. */
  public void setPassword(String name, String password) {
    PasswordHash hash = PasswordHash.of(password);
    find(name).ifPresent(operator -> operator.setPassword(hash, clock.instant()));
  }

  /**
   * Removes an operator; idempotent.
   *
   * @return false when nobody would be left who may administer, and nothing was changed
   */
  public boolean remove(String name) {
    if (isLastAdmin(name)) {
      return false;
    }
    find(name).ifPresent(entities::remove);
    return true;
  }

  /** Locks the administrators, so that of two who remove each other one stays. */
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
   * The operator whose password this is; takes about 100 ms whoever asks. Without a transaction, so
   * that no connection is held while it calculates.
   */
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public Optional<Operator> authenticate(String name, String password) {
    @Nullable Operator operator =
        Operator.NAME.matcher(name).matches() ? entities.find(Operator.class, name) : null;
    PasswordHash hash = operator == null ? NOBODY : operator.password();
    return hash.matches(password) ? Optional.ofNullable(operator) : Optional.empty();
  }
}
