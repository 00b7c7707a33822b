package drawbridge.operator.control;

import drawbridge.operator.entity.Operator;
import drawbridge.operator.entity.PasswordHash;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Makes operators and checks who they are. */
@Stateless
public class Operators {

  /** Checked when there is no such operator, so that it takes as long as a wrong password. */
  private static final PasswordHash NOBODY = PasswordHash.of("nobody");

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

  /** A new operator; false when the name is taken. */
  public boolean create(String name, String password) {
    if (entities.find(Operator.class, name) != null) {
      return false;
    }
    entities.persist(new Operator(name, PasswordHash.of(password), clock.instant()));
    return true;
  }

  /**
   * Whether this is the operator's password; takes about 100 ms whoever asks. Without a
   * transaction, so that no connection is held while it calculates.
   */
  @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
  public boolean authenticate(String name, String password) {
    @Nullable Operator operator =
        Operator.NAME.matcher(name).matches() ? entities.find(Operator.class, name) : null;
    PasswordHash hash = operator == null ? NOBODY : operator.password();
    return hash.matches(password) && operator != null;
  }
}
