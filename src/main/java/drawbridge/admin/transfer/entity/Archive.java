package drawbridge.admin.transfer.entity;

import drawbridge.platform.Fault;
import drawbridge.platform.Utf8;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/**
 * The files of an export, by path, and their zip. The same files give the same bytes on every
 * machine: entries are sorted by path, have a fixed time, and are not compressed, because zlib
 * versions differ.
 */
public final class Archive {

  /** Maximum size of a file in bytes. */
  public static final int LARGEST_FILE = 1 << 20;

  /** Maximum size of all files together, and of the zip, in bytes. */
  public static final int LARGEST = 32 << 20;

  /** Maximum number of files. */
  public static final int MOST_FILES = 20_000;

  private static final LocalDateTime TIME = LocalDateTime.of(1980, 2, 1, 0, 0);

  private final Map<String, String> files = new TreeMap<>();

  /** Adds a file. Replaces a file with the same path. */
  public void add(ArchivePath place, String text) {
    files.put(place.path(), text);
  }

  /** Returns the texts by path, sorted. */
  public Map<String, String> files() {
    return files;
  }

  /**
   * Reads a zip up to the limits. Ignores the sizes that the zip declares and counts the bytes.
   * Accepts only the paths of an export.
   *
   * @param faults receives every fault, with its file
   */
  public static Archive read(byte[] zip, List<Fault> faults) {
    Archive archive = new Archive();
    if (!ZipEnd.isWhole(zip)) {
      faults.add(Fault.at("", "the body is not a well-formed zip, or its end is missing"));
      return archive;
    }
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      int count = archive.read(in, faults);
      if (faults.isEmpty() && count != ZipEnd.entries(zip)) {
        faults.add(
            Fault.at("", "the zip lists " + ZipEnd.entries(zip) + " files and has " + count));
      }
    } catch (IOException
        | IllegalArgumentException e) { // IllegalArgumentException: an entry name is not UTF-8
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

  /** Returns the number of entries, or of those before a fault. */
  private int read(ZipInputStream in, List<Fault> faults) throws IOException {
    int left = LARGEST;
    int count = 0;
    for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
      byte[] bytes = in.readNBytes(Math.min(left, LARGEST_FILE) + 1);
      left -= bytes.length;
      if (++count > MOST_FILES) {
        faults.add(Fault.at("", "the zip has more than " + MOST_FILES + " files"));
        return count;
      }
      if (left < 0) {
        faults.add(Fault.at("", "the zip has more than " + LARGEST + " bytes, unpacked"));
        return count;
      }
      if (bytes.length > LARGEST_FILE) { // the rest of the entry is not unpacked
        Fault tooLarge = Fault.at("", "is larger than " + LARGEST_FILE + " bytes");
        faults.add(tooLarge.in(forDisplay(entry.getName())));
        return count;
      }
      if (!entry.isDirectory()) {
        keep(entry.getName(), bytes, faults);
      }
    }
    return count;
  }

  private void keep(String path, byte[] bytes, List<Fault> faults) {
    if (ArchivePath.of(path).isEmpty()) {
      faults.add(
          Fault.at(
                  "",
                  "is not a file of an export: "
                      + ArchivePath.OWN
                      + ", or {name}.yaml or .json in workflows/, triggers/, handshakes/ or signatures/")
              .in(forDisplay(path)));
    } else if (files.containsKey(path)) {
      faults.add(Fault.at("", "comes twice").in(path));
    } else {
      Utf8.decode(bytes)
          .ifPresentOrElse(
              text -> files.put(path, text),
              () -> faults.add(Fault.at("", "is not UTF-8").in(path)));
    }
  }

  /**
   * Returns a path from the zip for display: without control characters, and cut at 200 characters.
   */
  private static String forDisplay(String path) {
    String plain = path.replaceAll("\\p{Cntrl}", "?");
    return plain.length() > 200 ? plain.substring(0, 200) + "…" : plain;
  }

  /** Returns why the files are no archive that {@link #read} takes; empty when they are one. */
  public Optional<String> excess() {
    long bytes = toZip().length;
    boolean isOneTooLarge =
        files.values().stream()
            .anyMatch(it -> it.getBytes(StandardCharsets.UTF_8).length > LARGEST_FILE);
    return files.size() > MOST_FILES || bytes > LARGEST || isOneTooLarge
        ? Optional.of(
            "The export has "
                + files.size()
                + " files and "
                + bytes
                + " bytes. An import takes "
                + MOST_FILES
                + " files of "
                + LARGEST_FILE
                + " bytes, and "
                + LARGEST
                + " in total. Move the data with a backup.")
        : Optional.empty();
  }

  /** Returns the zip. */
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
      throw new UncheckedIOException(e); // cannot happen: the stream is in memory
    }
    return bytes.toByteArray();
  }
}
