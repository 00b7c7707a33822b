package drawbridge.workflow.control;

import drawbridge.workflow.entity.PinnedVersion;
import drawbridge.workflow.entity.Workflow;
import drawbridge.workflow.entity.WorkflowVersion;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Resolves references to the version that a new run is pinned to (X1). */
@Stateless
public class VersionResolver {

  /**
   * Runs for every group of requests. The text is the same for any number of references, while a
   * JPQL list makes another statement for each length. The join reads one index entry for each
   * reference; with {@code in} and a second column H2 would scan all workflows.
   */
  private static final String CURRENT_VERSIONS =
      "select w.id, w.name, v.id, v.number, w.paused, v.input_schema"
          + " from unnest(cast(?2 as varchar array)) as given(reference)"
          + " join workflow w on w.%s = given.reference and w.workspace_id = ?1"
          + " and w.removed_at is null"
          + " join workflow_version v on v.workflow_id = w.id and v.number = w.version";

  private static final String BY_NAME = CURRENT_VERSIONS.formatted("live_name");
  private static final String BY_ID = CURRENT_VERSIONS.formatted("id");

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject Catalogue catalogue;

  /**
   * Returns the current versions of these workflows with at most two queries. Keys are the
   * references as given; references without a workflow are missing.
   */
  public Map<String, PinnedVersion> resolve(String workspaceId, Collection<String> references) {
    if (references.isEmpty()) {
      return Map.of();
    }
    Map<String, PinnedVersion> byId = new HashMap<>();
    Map<String, PinnedVersion> byName = new HashMap<>();
    for (Object[] row : currentVersions(workspaceId, references)) {
      PinnedVersion pinned =
          new PinnedVersion(
              (String) row[0],
              (String) row[1],
              (String) row[2],
              (Integer) row[3],
              !(Boolean) row[4],
              (Boolean) row[5]);
      byId.put(pinned.workflowId(), pinned);
      byName.put(pinned.name(), pinned);
    }
    Map<String, PinnedVersion> found = new HashMap<>();
    for (String reference : references) {
      PinnedVersion pinned = byId.getOrDefault(Catalogue.idOf(reference), byName.get(reference));
      if (pinned != null) {
        found.put(reference, pinned);
      }
    }
    return found;
  }

  /**
   * Looks up by name, and by id only where a reference may be one: one query with both is a full
   * scan.
   */
  private List<Object[]> currentVersions(String workspaceId, Collection<String> references) {
    List<Object[]> found = new ArrayList<>(currentVersions(BY_NAME, workspaceId, references));
    List<String> ids =
        references.stream().map(Catalogue::idOf).filter(id -> !id.isEmpty()).toList();
    if (!ids.isEmpty()) {
      found.addAll(currentVersions(BY_ID, workspaceId, ids));
    }
    return found;
  }

  @SuppressWarnings("unchecked") // JPA has no typed native query
  private List<Object[]> currentVersions(
      String query, String workspaceId, Collection<String> references) {
    return entities
        .createNativeQuery(query)
        .setParameter(1, workspaceId)
        .setParameter(2, references.toArray(new String[0]))
        .getResultList();
  }

  /**
   * Returns the version of a child workflow (X15), given by record name, UUID or {@code
   * document.name}.
   *
   * @param version the document's version, or {@code latest}
   */
  public Optional<PinnedVersion> resolveChild(String workspaceId, String name, String version) {
    if (name.indexOf('\0') >= 0) {
      return Optional.empty(); // PostgreSQL looks for no such text
    }
    Optional<Workflow> workflow =
        catalogue
            .find(workspaceId, name)
            .or(
                () ->
                    catalogue.all(workspaceId).stream()
                        .filter(w -> w.documentName().equals(name))
                        .findFirst());
    return workflow.flatMap(
        w ->
            (version.equals("latest")
                    ? Optional.of(catalogue.current(w))
                    : versionOfDocument(w, version))
                .map(v -> pinned(w, v)));
  }

  static PinnedVersion pinned(Workflow workflow, WorkflowVersion version) {
    return new PinnedVersion(
        workflow.id(),
        workflow.name(),
        version.id(),
        version.number(),
        !workflow.isPaused(),
        version.checksInput());
  }

  private Optional<WorkflowVersion> versionOfDocument(Workflow workflow, String version) {
    return catalogue.versions(workflow.id()).stream()
        .filter(v -> v.documentVersion().equals(version))
        .findFirst();
  }
}
