package drawbridge.admin.transfer.entity;

import drawbridge.platform.Fault;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The files of an export, by path, and the zip that they travel in. Of the same files there is one
 * zip, byte for byte, on every machine: they are in the order of their paths, of one time, and
 * stored as they are, since not every zlib packs alike.
 */
public final class Archive {

  /** Bytes of the largest file. */
  public static final int LARGEST_FILE = 1 << 20;

  /** Bytes of all files together, and of the zip. */
  public static final int LARGEST = 32 << 20;

  /** The most files. */
  public static final int MOST_FILES = 2_000;

  private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private final Map<String, String> files = new TreeMap<>();

  /** Adds a file. */
  public void add(ArchivePath place, String text) {
    files.put(place.path(), text);
  }

  /** Texts by path, in order. */
  public Map<String, String> files() {
    return files;
  }

  /**
   * Reads a zip, as far as its limits, and believes nothing that it says of itself: sizes are
   * counted as they come, and a path counts only when it is one of an export's.
   *
   * @param faults every fault is added, by its file
   */
  public static Archive read(byte[] zip, List<Fault> faults) {
    Archive archive = new Archive();
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      archive.read(in, faults);
    } catch (IOException | IllegalArgumentException e) { // the latter of names that are not UTF-8
      faults.add(Fault.at("", "the body is not a well-formed zip"));
      return archive;
    }
    if (faults.isEmpty() && !archive.files.containsKey(ArchivePath.OWN)) {
      faults.add(
          Fault.at(
              "",
              "the body is not a zip of an export: it has no " + ArchivePath.OWN + " at its top"));
    }
    return archive;
  }

  private void read(ZipInputStream in, List<Fault> faults) throws IOException {
    int left = LARGEST;
    int count = 0;
    for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
      byte[] bytes = in.readNBytes(Math.min(left, LARGEST_FILE) + 1);
      left -= bytes.length;
      if (++count > MOST_FILES) {
        faults.add(Fault.at("", "the zip has more than " + MOST_FILES + " files"));
        return;
      }
      if (left < 0) {
        faults.add(Fault.at("", "the zip has more than " + LARGEST + " bytes, unpacked"));
        return;
      }
      if (bytes.length > LARGEST_FILE) { // what follows of it is not even unpacked
        Fault tooLarge = Fault.at("", "is larger than " + LARGEST_FILE + " bytes");
        faults.add(tooLarge.in(shown(entry.getName())));
        return;
      }
      if (!entry.isDirectory()) {
        keep(entry.getName(), bytes, faults);
      }
    }
  }

  private void keep(String path, byte[] bytes, List<Fault> faults) {
    if (ArchivePath.of(path).isEmpty()) {
      faults.add(
          Fault.at(
                  "",
                  "is not a file of an export: "
                      + ArchivePath.OWN
                      + ", workflows/{name}.yaml or .json, triggers/{name}.yaml or .json")
              .in(shown(path)));
    } else if (files.containsKey(path)) {
      faults.add(Fault.at("", "comes twice").in(path));
    } else {
      try {
        files.put(
            path, StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
      } catch (CharacterCodingException e) {
        faults.add(Fault.at("", "is not UTF-8").in(path));
      }
    }
  }

  /** What somebody else wrote, for a person: no longer than a line, and without signs that act. */
  private static String shown(String path) {
    String plain = path.replaceAll("\\p{Cntrl}", "?");
    return plain.length() > 200 ? plain.substring(0, 200) + "…" : plain;
  }

  /** The zip. */
  public byte[] toZip() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        byte[] text = file.getValue().getBytes(StandardCharsets.UTF_8);
        CRC32 checksum = new CRC32();
        checksum.update(text);
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTimeLocal(TIME);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(text.length);
        entry.setCrc(checksum.getValue());
        out.putNextEntry(entry);
        out.write(text);
        out.closeEntry();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // of memory
    }
    return bytes.toByteArray();
  }
}
