package drawbridge.admin.transfer.entity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.inbound.trigger.entity.ProviderRow;
import drawbridge.inbound.trigger.setup.ProviderRows;
import drawbridge.platform.Fault;
import drawbridge.platform.json.Yaml;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * The parsed files of an archive.
 *
 * @param rows rows that the workspace defines, by path, not yet validated
 * @param workflows texts of definitions, by path, not yet validated
 * @param triggers triggers, by path
 */
public record ArchiveContents(
    List<BroughtRow> rows, List<Brought<String>> workflows, List<Brought<TriggerText>> triggers) {

  /** The only format version. */
  private static final int FORMAT = 1;

  /**
   * A parsed file.
   *
   * @param path the path in the archive
   */
  public record Brought<T>(ArchivePath place, String path, T content) {

    /** Returns the name of the workflow or trigger. */
    public String name() {
      return place.name();
    }
  }

  /** A parsed row. */
  public record BroughtRow(ProviderRow.Kind kind, String name, String path, RowText content) {}

  /** Returns the text of {@link ArchivePath#OWN}. */
  public static String own() {
    return "format: " + FORMAT + "\n";
  }

  /**
   * Parses the files.
   *
   * @param rowsAfter returns the rows that the triggers may name, from those of the archive
   * @param faults receives every fault, with its file
   */
  public static ArchiveContents of(
      Archive archive, Function<List<BroughtRow>, ProviderRows> rowsAfter, List<Fault> faults) {
    ArchiveContents contents =
        new ArchiveContents(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    Map<String, String> seen = new HashMap<>();
    Map<ArchivePath, String> triggerPaths = new LinkedHashMap<>();
    archive
        .files()
        .forEach(
            (path, text) -> {
              List<Fault> own = new ArrayList<>();
              ArchivePath place = ArchivePath.of(path).orElseThrow();
              String earlier = seen.putIfAbsent(place.kind() + " " + place.name(), path);
              if (earlier != null) {
                own.add(Fault.at("", "has the same name as " + earlier));
              } else if (place.kind() == ArchivePath.Kind.TRIGGER) {
                triggerPaths.put(place, path);
              } else {
                contents.take(place, path, text, own);
              }
              own.forEach(fault -> faults.add(fault.in(path)));
            });
    ProviderRows known = rowsAfter.apply(contents.rows);
    triggerPaths.forEach(
        (place, path) -> {
          List<Fault> own = new ArrayList<>();
          String text = archive.files().getOrDefault(path, "");
          TriggerText.read(text, place.format(), known, own)
              .ifPresent(trigger -> contents.triggers.add(new Brought<>(place, path, trigger)));
          own.forEach(fault -> faults.add(fault.in(path)));
        });
    return contents;
  }

  private void take(ArchivePath place, String path, String text, List<Fault> faults) {
    switch (place.kind()) {
      case EXPORT -> checkFormat(text).ifPresent(faults::add);
      case WORKFLOW -> workflows.add(new Brought<>(place, path, text));
      case HANDSHAKE -> takeRow(ProviderRow.Kind.HANDSHAKE, place, path, text, faults);
      case SIGNATURE -> takeRow(ProviderRow.Kind.SIGNATURE, place, path, text, faults);
      case TRIGGER -> throw new IllegalArgumentException("triggers are parsed after rows: " + path);
    }
  }

  private void takeRow(
      ProviderRow.Kind kind, ArchivePath place, String path, String text, List<Fault> faults) {
    RowText.read(text, place.format(), faults)
        .ifPresent(row -> rows.add(new BroughtRow(kind, place.name(), path, row)));
  }

  private static Optional<Fault> checkFormat(String text) {
    try {
      JsonNode format = Yaml.MAPPER.readTree(text).path("format");
      return format.isInt() && format.intValue() == FORMAT
          ? Optional.empty()
          : Optional.of(
              Fault.at("/format", "must be " + FORMAT + ": this version reads no other format"));
    } catch (JsonProcessingException e) {
      return Optional.of(Fault.at("", "is not well-formed"));
    }
  }
}
