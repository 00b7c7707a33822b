package drawbridge.inbound.trigger.control;

import drawbridge.inbound.trigger.entity.ProviderRow;
import drawbridge.inbound.trigger.entity.ProviderRow.Kind;
import drawbridge.inbound.trigger.setup.ProviderRows;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.platform.Fault;
import drawbridge.provider.OwnName;
import drawbridge.provider.signature.KeyHosts;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.json.JsonObject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.util.List;
import java.util.Optional;

/** Reads and locks the rows that workspaces define. {@code RowSaving} changes them. */
@Stateless
public class OwnRows {

  private static final String OF_WORKSPACE =
      "select r from ProviderRow r where r.workspaceId = :workspace";

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject KeyHosts hosts;

  /** Returns the rows of a workspace, by kind and name. */
  public List<ProviderRow> of(String workspaceId) {
    return entities
        .createQuery(OF_WORKSPACE + " order by r.kind, r.name", ProviderRow.class)
        .setParameter("workspace", workspaceId)
        .getResultList();
  }

  /** Returns the rows that triggers of a workspace may name. */
  public ProviderRows in(String workspaceId) {
    return read(of(workspaceId));
  }

  /** Returns the rows that triggers of a workspace with these rows may name. */
  public ProviderRows read(List<ProviderRow> own) {
    return ProviderRows.with(own, hosts);
  }

  /** Like {@link #read}, as if the disabled rows were enabled. */
  public ProviderRows readWithDisabled(List<ProviderRow> own) {
    return ProviderRows.withDisabled(own, hosts);
  }

  /** Returns every fault of a row; see {@link ProviderRows#faultsOf}. */
  public List<Fault> faultsOf(Kind kind, String name, JsonObject row) {
    return ProviderRows.faultsOf(kind, name, row, hosts);
  }

  /** Returns a row of a workspace. */
  public Optional<ProviderRow> find(String workspaceId, Kind kind, String name) {
    return find(workspaceId, kind, name, LockModeType.NONE);
  }

  /**
   * Returns a row, locked until the end of the transaction: a trigger that names it is saved before
   * its change or removal, or after it.
   */
  public Optional<ProviderRow> lock(String workspaceId, Kind kind, String name) {
    return find(workspaceId, kind, name, LockModeType.PESSIMISTIC_WRITE);
  }

  /** Locks the rows that a setup names, until the end of the transaction. */
  public void lockFor(String workspaceId, Setup setup) {
    lock(workspaceId, Kind.HANDSHAKE, setup.asks().provider());
    lock(workspaceId, Kind.SIGNATURE, setup.asks().scheme());
  }

  private void lock(String workspaceId, Kind kind, Optional<String> reference) {
    reference
        .flatMap(OwnName::of)
        .ifPresent(
            name -> {
              var unused = lock(workspaceId, kind, name);
            });
  }

  private Optional<ProviderRow> find(
      String workspaceId, Kind kind, String name, LockModeType lock) {
    return entities
        .createQuery(OF_WORKSPACE + " and r.kind = :kind and r.name = :name", ProviderRow.class)
        .setParameter("workspace", workspaceId)
        .setParameter("kind", kind)
        .setParameter("name", name)
        .setLockMode(lock)
        .getResultList()
        .stream()
        .findFirst();
  }
}
