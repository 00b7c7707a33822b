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

  /** Returns the current versions of all workspaces, by the id of the workflow. */
  public List<CurrentVersion> after(String workflowId, int most) {
    return entities
        .createQuery(
            "select new drawbridge.admin.control.list.CurrentVersion(w.id, w.name, s.name, v.id,"
                + " v.number) from Workflow w, WorkflowVersion v, Workspace s"
                + " where v.workflowId = w.id and v.number = w.version and s.id = w.workspaceId"
                + " and w.removedAt is null and w.id > :after order by w.id",
            CurrentVersion.class)
        .setParameter("after", workflowId)
        .setMaxResults(most)
        .getResultList();
  }

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
