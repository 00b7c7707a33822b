package drawbridge.admin.transfer.entity;

import drawbridge.workflow.definition.DefinitionFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a file lies in an export, and what that says of it.
 *
 * @param name of the workflow or trigger; empty text for the export's own file
 */
public record ArchivePath(Kind kind, String name, DefinitionFormat format) {

  /** The export's own file: of which form the others are. */
  public static final String OWN = "drawbridge.yaml";

  private static final Pattern PATH =
      Pattern.compile("(workflows|triggers)/([^/\\\\\\p{Cntrl}]+)\\.(yaml|yml|json)");

  /** What a file is of. */
  public enum Kind {
    EXPORT,
    WORKFLOW,
    TRIGGER
  }

  /** Of a workflow. */
  public static ArchivePath ofWorkflow(String name, DefinitionFormat format) {
    return new ArchivePath(Kind.WORKFLOW, name, format);
  }

  /** Of a trigger. */
  public static ArchivePath ofTrigger(String name, DefinitionFormat format) {
    return new ArchivePath(Kind.TRIGGER, name, format);
  }

  /** Of the export's own file. */
  public static ArchivePath own() {
    return new ArchivePath(Kind.EXPORT, "", DefinitionFormat.YAML);
  }

  /** The place that a path names; empty for every path that is none of an export's. */
  public static Optional<ArchivePath> of(String path) {
    if (path.equals(OWN)) {
      return Optional.of(own());
    }
    Matcher parts = PATH.matcher(path);
    if (!parts.matches()) {
      return Optional.empty();
    }
    DefinitionFormat format =
        parts.group(3).equals("json") ? DefinitionFormat.JSON : DefinitionFormat.YAML;
    boolean isWorkflow = parts.group(1).equals("workflows");
    return FileName.nameOf(parts.group(2))
        .map(name -> new ArchivePath(isWorkflow ? Kind.WORKFLOW : Kind.TRIGGER, name, format));
  }

  /** As it is written. */
  public String path() {
    String ending = format == DefinitionFormat.JSON ? ".json" : ".yaml";
    return switch (kind) {
      case EXPORT -> OWN;
      case WORKFLOW -> "workflows/" + FileName.of(name) + ending;
      case TRIGGER -> "triggers/" + FileName.of(name) + ending;
    };
  }
}
