package drawbridge.ctl.files;

import java.util.List;
import java.util.regex.Pattern;

/** The paths of an export. */
final class ExportPath {

  /** The file that declares the format of the export. */
  static final String OWN = "drawbridge.yaml";

  static final List<String> FOLDERS = List.of("handshakes", "signatures", "triggers", "workflows");

  private static final Pattern ENDING = Pattern.compile("\\.(yaml|yml|json)$");
  private static final Pattern PATH =
      Pattern.compile(
          "(" + String.join("|", FOLDERS) + ")/[^./\\\\\\p{Cntrl}][^/\\\\\\p{Cntrl}]*" + ENDING);

  private ExportPath() {}

  /** Returns whether an export may have the path. */
  static boolean isOne(String path) {
    return path.equals(OWN) || PATH.matcher(path).matches();
  }

  /** Returns whether the name of a file ends like one of an export. */
  static boolean hasEnding(String name) {
    return ENDING.matcher(name).find();
  }

  /** Returns the path without the ending, which says what the file describes. */
  static String object(String path) {
    return ENDING.matcher(path).replaceFirst("");
  }
}
