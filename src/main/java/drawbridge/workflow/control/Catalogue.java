package drawbridge.workflow.control;

import drawbridge.platform.Fault;
import drawbridge.platform.Ids;
import drawbridge.platform.Sha256;
import drawbridge.workflow.definition.DefinitionFormat;
import drawbridge.workflow.definition.DefinitionReader;
import drawbridge.workflow.definition.ParseResult;
import drawbridge.workflow.entity.PinnedVersion;
import drawbridge.workflow.entity.Workflow;
import drawbridge.workflow.entity.WorkflowVersion;
import drawbridge.workflow.model.Definition;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Workflows of all workspaces, by name or UUID, with their versions. New runs resolve theirs with
 * {@link VersionResolver}.
 */
@Stateless
public class Catalogue {

  /** Maximum length of a workflow's name. */
  public static final int MAX_NAME_LENGTH = 200;

  private static final DefinitionReader READER = new DefinitionReader();

  @PersistenceContext(unitName = "drawbridge")
  EntityManager entities;

  @Inject Clock clock;

  /**
   * Reads and checks a definition without storing it; returns its faults.
   *
   * @param name under which the definition is to be saved; empty when it is not known
   */
  public List<Fault> check(String name, Text text) {
    return read(name, text).match(definition -> List.of(), faults -> faults);
  }

  private static ParseResult read(String name, Text text) {
    return READER.read(text.source(), text.format(), name);
  }

  /**
   * Returns the warnings that {@link #save} would return with a new version; none when the text is
   * that of the current version or faulty.
   */
  public List<Fault> warnings(String workspaceId, String name, Text text) {
    boolean isCurrent =
        find(workspaceId, name)
            .filter(known -> current(known).digest().equals(digest(text)))
            .isPresent();
    return isCurrent ? List.of() : read(name, text).warnings();
  }

  /** Saves a definition under a name; an identical text makes no new version. */
  public SaveResult save(String workspaceId, String name, String source, DefinitionFormat format) {
    Instant now = clock.instant();
    Text text = new Text(source, format);
    Optional<Workflow> known = find(workspaceId, name);
    Workflow workflow =
        known.orElseGet(() -> new Workflow(Ids.next(now.toEpochMilli()), workspaceId, name, now));
    ParseResult read = read(workflow.name(), text);
    return read.match(
        definition -> keep(workflow, known.isEmpty(), text, definition, read.warnings()),
        SaveResult.Refused::new);
  }

  /**
   * Saves like {@link #save}, unless the current version is not {@code base}.
   *
   * @param base the version that the text is based on; 0 for a new workflow
   * @return empty when the current version is another one; nothing is stored then
   */
  public Optional<SaveResult> saveOver(String workspaceId, String name, Text text, int base) {
    int current = find(workspaceId, name).map(Workflow::version).orElse(0);
    return current == base
        ? Optional.of(save(workspaceId, name, text.source(), text.format()))
        : Optional.empty();
  }

  /** The text of a definition. */
  public record Text(String source, DefinitionFormat format) {}

  private SaveResult keep(
      Workflow workflow, boolean isNew, Text text, Definition definition, List<Fault> warnings) {
    Instant now = clock.instant();
    workflow.offerAsTool(definition.tool().isPresent());
    String digest = digest(text);
    if (!isNew && digest.equals(current(workflow).digest())) {
      return new SaveResult.Kept(
          workflow.id(), workflow.name(), workflow.version(), false, false, List.of());
    }
    int number = workflow.nextVersion(definition.documentName());
    if (isNew) {
      entities.persist(workflow);
      entities.flush(); // the version's foreign key is unknown to JPA
    }
    entities.persist(
        new WorkflowVersion(
            Ids.next(now.toEpochMilli()),
            workflow,
            number,
            new WorkflowVersion.Document(
                definition.documentName(),
                definition.documentVersion(),
                text.format(),
                text.source(),
                digest,
                definition.schemas().input().isPresent()),
            now));
    return new SaveResult.Kept(workflow.id(), workflow.name(), number, isNew, true, warnings);
  }

  private static String digest(Text text) {
    return Sha256.hex((text.format() + "\n" + text.source()).getBytes(StandardCharsets.UTF_8));
  }

  /**
   * Returns the workflow of this UUID, or else of this name (C4); removed workflows are not found.
   */
  public Optional<Workflow> find(String workspaceId, String reference) {
    List<Workflow> found =
        entities
            .createQuery(
                "select w from Workflow w where w.workspaceId = :workspace and w.removedAt is null"
                    + " and (w.id = :id or w.liveName = :name)",
                Workflow.class)
            .setParameter("workspace", workspaceId)
            .setParameter("id", idOf(reference))
            .setParameter("name", reference)
            .getResultList();
    return found.stream()
        .filter(w -> w.id().equals(idOf(reference)))
        .findFirst()
        .or(() -> found.stream().findFirst());
  }

  /** Returns the live workflows of a workspace, by name. */
  public List<Workflow> all(String workspaceId) {
    return entities
        .createQuery(
            "select w from Workflow w where w.workspaceId = :workspace and w.removedAt is null"
                + " order by w.name",
            Workflow.class)
        .setParameter("workspace", workspaceId)
        .getResultList();
  }

  /**
   * Returns the current versions of the workflows that are tools (M1), by name.
   *
   * @param after the name after which the list begins; empty for its start
   */
  public List<PinnedVersion> tools(String workspaceId, String after, int most) {
    return entities
        .createQuery(
            "select w, v from Workflow w, WorkflowVersion v where w.workspaceId = :workspace and"
                + " w.removedAt is null and w.tool = true and w.name > :after and v.workflowId ="
                + " w.id and v.number = w.version order by w.name",
            Object[].class)
        .setParameter("workspace", workspaceId)
        .setParameter("after", after)
        .setMaxResults(most)
        .getResultStream()
        .map(row -> VersionResolver.pinned((Workflow) row[0], (WorkflowVersion) row[1]))
        .toList();
  }

  /** Returns the version that new runs get. */
  public WorkflowVersion current(Workflow workflow) {
    return version(workflow.id(), workflow.version())
        .orElseThrow(() -> new IllegalStateException("no current version: " + workflow.id()));
  }

  /** Returns a version by its number. */
  public Optional<WorkflowVersion> version(String workflowId, int number) {
    return entities
        .createQuery(
            "select v from WorkflowVersion v where v.workflowId = :workflow and v.number = :number",
            WorkflowVersion.class)
        .setParameter("workflow", workflowId)
        .setParameter("number", number)
        .getResultStream()
        .findFirst();
  }

  /** Returns all versions, newest first. */
  public List<WorkflowVersion> versions(String workflowId) {
    return entities
        .createQuery(
            "select v from WorkflowVersion v where v.workflowId = :workflow order by v.number desc",
            WorkflowVersion.class)
        .setParameter("workflow", workflowId)
        .getResultList();
  }

  /**
   * Removes a workflow; its queued and running runs continue with their version. Returns false when
   * it does not exist.
   */
  public boolean remove(String workspaceId, String reference) {
    Optional<Workflow> workflow = find(workspaceId, reference);
    workflow.ifPresent(w -> w.remove(clock.instant()));
    return workflow.isPresent();
  }

  /**
   * Pauses a workflow, which holds its new runs, or resumes it (X10). Idempotent; returns false
   * when it does not exist.
   */
  public boolean pause(String workspaceId, String reference, boolean paused) {
    Optional<Workflow> workflow = find(workspaceId, reference);
    workflow.ifPresent(w -> w.pause(paused));
    return workflow.isPresent();
  }

  /**
   * Returns the faults for which a save would refuse the text of a version that an earlier release
   * saved (X27).
   */
  public List<Fault> faults(String versionId) {
    WorkflowVersion version = stored(versionId);
    @Nullable Workflow workflow = entities.find(Workflow.class, version.workflowId());
    String name = workflow == null ? "" : workflow.name();
    return check(name, new Text(version.source(), version.format()));
  }

  /**
   * Returns a version, also of a removed workflow.
   *
   * @throws IllegalStateException without a version of this id
   */
  public WorkflowVersion stored(String versionId) {
    @Nullable WorkflowVersion version = entities.find(WorkflowVersion.class, versionId);
    if (version == null) {
      throw new IllegalStateException("no workflow version " + versionId);
    }
    return version;
  }

  /** Compiles a version; {@link CompiledVersions} caches the result. */
  public ParseResult compile(String versionId) {
    WorkflowVersion version = stored(versionId);
    return READER.stored(version.source(), version.format());
  }

  /** Returns a UUID in the form of stored ids; an empty text for any other reference. */
  static String idOf(String reference) {
    return Ids.isUuid(reference) ? reference.toLowerCase(Locale.ROOT) : "";
  }
}
