package drawbridge.operator.control;

import drawbridge.operator.entity.AuditEntry;
import drawbridge.operator.entity.AuditEntry.Outcome;
import drawbridge.operator.entity.Change;
import drawbridge.operator.entity.Person;
import drawbridge.platform.Ids;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Writes the audit log. Each call commits; entries with an outcome never change. */
@Stateless
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class AuditTrail {

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject Clock clock;

  /** Stores an entry for a change that starts now. Returns the id of the entry. */
  public String begin(Person person, Change change) {
    Instant now = clock.instant();
    AuditEntry entry = new AuditEntry(Ids.next(now.toEpochMilli()), now, person.name(), change);
    entities.persist(entry);
    return entry.id();
  }

  /** Stores the outcome of a change. Does nothing for an unknown id. */
  public void end(String id, Outcome outcome) {
    Optional.ofNullable(entities.find(AuditEntry.class, id)).ifPresent(it -> it.end(outcome));
  }

  /** Removes the entry of a change that changed nothing. Does nothing for an unknown id. */
  public void discard(String id) {
    Optional.ofNullable(entities.find(AuditEntry.class, id)).ifPresent(entities::remove);
  }
}
