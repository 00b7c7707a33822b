package drawbridge.admin.control.list;

import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.List;

/** Lists the workflows of a workspace with their current versions. */
@Stateless
public class WorkflowLines {

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  /** Returns the workflows that are not removed, by name. */
  public List<WorkflowLine> in(String workspaceId) {
    return entities
        .createQuery(
            "select new drawbridge.admin.control.list.WorkflowLine(w.id, w.name, w.documentName,"
                + " w.version, w.paused, v.createdAt) from Workflow w, WorkflowVersion v"
                + " where v.workflowId = w.id and v.number = w.version"
                + " and w.workspaceId = :workspace and w.removedAt is null order by w.name",
            WorkflowLine.class)
        .setParameter("workspace", workspaceId)
        .getResultList();
  }
}
