package drawbridge.admin.transfer.entity;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.Fault;
import drawbridge.platform.Yaml;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The parsed files of an archive.
 *
 * @param workflows texts of definitions, by path, not yet validated
 * @param triggers triggers, by path
 */
public record ArchiveContents(
    List<Brought<String>> workflows, List<Brought<TriggerText>> triggers) {

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

  /** Returns the text of {@link ArchivePath#OWN}. */
  public static String own() {
    return "format: " + FORMAT + "\n";
  }

  /**
   * Parses the files.
   *
   * @param faults receives every fault, with its file
   */
  public static ArchiveContents of(Archive archive, List<Fault> faults) {
    ArchiveContents contents = new ArchiveContents(new ArrayList<>(), new ArrayList<>());
    Map<String, String> seen = new HashMap<>();
    archive
        .files()
        .forEach(
            (path, text) -> {
              List<Fault> own = new ArrayList<>();
              ArchivePath place = ArchivePath.of(path).orElseThrow();
              String earlier = seen.putIfAbsent(place.kind() + " " + place.name(), path);
              if (earlier == null) {
                contents.take(place, path, text, own);
              } else {
                own.add(Fault.at("", "has the same name as " + earlier));
              }
              own.forEach(fault -> faults.add(fault.in(path)));
            });
    return contents;
  }

  private void take(ArchivePath place, String path, String text, List<Fault> faults) {
    switch (place.kind()) {
      case EXPORT -> checkFormat(text).ifPresent(faults::add);
      case WORKFLOW -> workflows.add(new Brought<>(place, path, text));
      case TRIGGER ->
          TriggerText.read(text, place.format(), faults)
              .ifPresent(trigger -> triggers.add(new Brought<>(place, path, trigger)));
    }
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
