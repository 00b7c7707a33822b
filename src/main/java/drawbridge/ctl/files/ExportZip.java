package drawbridge.ctl.files;

import drawbridge.ctl.terminal.Failure;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/** The zip of an export. */
public final class ExportZip {

  /** The media type. */
  public static final String MEDIA_TYPE = "application/zip";

  private static final int MOST_FILES = 20_000;

  private ExportZip() {}

  /** Returns the zip of texts by path. */
  public static byte[] of(Map<String, String> texts) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> file : texts.entrySet()) {
        out.putNextEntry(new ZipEntry(file.getKey()));
        out.write(file.getValue().getBytes(StandardCharsets.UTF_8));
        out.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // cannot happen: the stream is in memory
    }
    return bytes.toByteArray();
  }

  /**
   * Returns the texts by path.
   *
   * @throws Failure when the bytes are no zip of an export
   */
  public static Map<String, String> read(byte[] zip) {
    Map<String, String> texts = new TreeMap<>();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        String path = entry.getName();
        byte[] bytes = in.readNBytes(LocalFiles.LARGEST_FILE + 1);
        if (!ExportPath.isOne(path)
            || bytes.length > LocalFiles.LARGEST_FILE
            || texts.size() >= MOST_FILES) {
          throw Failure.of("the export of the server has a file that no export has: " + path);
        }
        texts.put(
            path,
            Texts.decode(bytes)
                .orElseThrow(() -> Failure.of(path + " of the export is not UTF-8")));
      }
    } catch (IOException | IllegalArgumentException e) {
      throw Failure.of("the export of the server is no well-formed zip: " + e.getMessage());
    }
    if (!texts.containsKey(ExportPath.OWN)) {
      throw Failure.of("the export of the server has no " + ExportPath.OWN);
    }
    return texts;
  }

  /** Returns the path of the text that describes the same object, whatever its format. */
  public static String same(String path, Map<String, String> texts) {
    String object = ExportPath.object(path);
    return texts.keySet().stream()
        .filter(other -> ExportPath.object(other).equals(object))
        .findFirst()
        .orElse(path);
  }
}
