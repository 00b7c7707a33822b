package drawbridge.admin.transfer.entity;

import drawbridge.inbound.trigger.entity.ProviderRow;
import drawbridge.workflow.definition.DefinitionFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The path of a file in an export, and the kind, name and format that it implies.
 *
 * @param name name of the row, workflow or trigger; empty for {@link #OWN}
 */
public record ArchivePath(Kind kind, String name, DefinitionFormat format) {

  /** The file that declares the format version of the export. */
  public static final String OWN = "drawbridge.yaml";

  private static final Pattern PATH =
      Pattern.compile(
          "(handshakes|signatures|triggers|workflows)/([^/\\\\\\p{Cntrl}]+)\\.(yaml|yml|json)");

  /** The content of a file. */
  public enum Kind {
    EXPORT(""),
    HANDSHAKE("handshakes"),
    SIGNATURE("signatures"),
    TRIGGER("triggers"),
    WORKFLOW("workflows");

    private final String folder;

    Kind(String folder) {
      this.folder = folder;
    }

    private static Kind in(String folder) {
      return Stream.of(values()).filter(it -> it.folder.equals(folder)).findFirst().orElseThrow();
    }
  }

  /** Returns the path of a row that a workspace defines. */
  public static ArchivePath ofRow(ProviderRow.Kind kind, String name, DefinitionFormat format) {
    return new ArchivePath(
        switch (kind) {
          case HANDSHAKE -> Kind.HANDSHAKE;
          case SIGNATURE -> Kind.SIGNATURE;
        },
        name,
        format);
  }

  /** Returns the path of a workflow. */
  public static ArchivePath ofWorkflow(String name, DefinitionFormat format) {
    return new ArchivePath(Kind.WORKFLOW, name, format);
  }

  /** Returns the path of a trigger. */
  public static ArchivePath ofTrigger(String name, DefinitionFormat format) {
    return new ArchivePath(Kind.TRIGGER, name, format);
  }

  /** Returns the path of {@link #OWN}. */
  public static ArchivePath own() {
    return new ArchivePath(Kind.EXPORT, "", DefinitionFormat.YAML);
  }

  /** Parses a path; empty for every path that an export cannot have. */
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
    return FileName.nameOf(parts.group(2))
        .map(name -> new ArchivePath(Kind.in(parts.group(1)), name, format));
  }

  /** Returns the path as text. */
  public String path() {
    String ending = format == DefinitionFormat.JSON ? ".json" : ".yaml";
    return kind == Kind.EXPORT ? OWN : kind.folder + "/" + FileName.of(name) + ending;
  }
}
