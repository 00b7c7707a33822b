package drawbridge.admin.control.requests;

import drawbridge.inbound.control.RefusedLedger;
import drawbridge.platform.Ids;
import drawbridge.run.control.Requests;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds one request of a workspace, with a row or refused. */
@Stateless
public class RequestDetails {

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject Requests requests;
  @Inject RefusedLedger refused;

  /**
   * Returns the request of an id in any case; empty when it is unknown, was removed, or was refused
   * and not kept.
   */
  public Optional<RequestDetail> find(String workspaceId, String id) {
    if (!Ids.isUuid(id)) {
      return Optional.empty();
    }
    return requests
        .find(workspaceId, id)
        .map(row -> RequestDetail.of(row, requests.shownBody(row)))
        .or(
            () ->
                refused
                    .findRequest(workspaceId, id.toLowerCase(Locale.ROOT))
                    .map(RequestDetail::of));
  }

  /** Returns those of the runs that retention has not removed. */
  public Set<String> kept(Collection<String> runIds) {
    return runIds.isEmpty()
        ? Set.of()
        : Set.copyOf(
            entities
                .createQuery("select r.id from Run r where r.id in :ids", String.class)
                .setParameter("ids", runIds)
                .getResultList());
  }
}
