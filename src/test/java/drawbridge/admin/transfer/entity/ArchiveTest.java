package drawbridge.admin.transfer.entity;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.Fault;
import drawbridge.workflow.definition.DefinitionFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Reads zips of exports, and refuses others. */
class ArchiveTest {

  private static final String OWN = ArchiveContents.own();

  private static byte[] zip(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        out.putNextEntry(new ZipEntry(file.getKey()));
        out.write(file.getValue());
        out.closeEntry();
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] with(String path, byte[] content) throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(ArchivePath.OWN, OWN.getBytes(UTF_8));
    files.put(path, content);
    return zip(files);
  }

  private static List<Fault> faults(byte[] zip) {
    List<Fault> faults = new ArrayList<>();
    var unused = Archive.read(zip, faults);
    return faults;
  }

  @Test
  void sameFilesGiveTheSameBytesInAnyOrder() {
    Archive one = new Archive();
    one.add(ArchivePath.ofWorkflow("b", DefinitionFormat.YAML), "b");
    one.add(ArchivePath.own(), OWN);
    one.add(ArchivePath.ofWorkflow("a", DefinitionFormat.JSON), "{}");
    Archive other = new Archive();
    other.add(ArchivePath.ofWorkflow("a", DefinitionFormat.JSON), "{}");
    other.add(ArchivePath.own(), OWN);
    other.add(ArchivePath.ofWorkflow("b", DefinitionFormat.YAML), "b");

    assertThat(one.toZip()).isEqualTo(other.toZip());
    List<Fault> faults = new ArrayList<>();
    assertThat(Archive.read(one.toZip(), faults).files()).isEqualTo(one.files());
    assertThat(faults).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain",
        "a/b",
        "..a",
        ".hidden",
        "two words",
        "ü\uD83D\uDE00",
        "50%",
        "a\\b",
        "a:b",
        "%2F",
        "x.yaml",
        "-",
        "CON?*\"<>|"
      })
  void everyNameIsRestoredFromItsFileName(String name) {
    for (DefinitionFormat format : DefinitionFormat.values()) {
      String path = ArchivePath.ofWorkflow(name, format).path();
      assertThat(path).matches("workflows/[A-Za-z0-9%_-][A-Za-z0-9%._-]*\\.(yaml|json)");
      assertThat(ArchivePath.of(path)).contains(ArchivePath.ofWorkflow(name, format));
    }
    assertThat(ArchivePath.of(ArchivePath.ofTrigger(name, DefinitionFormat.YAML).path()))
        .contains(ArchivePath.ofTrigger(name, DefinitionFormat.YAML));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../drawbridge.yaml",
        "/etc/passwd",
        "workflows/../../x.yaml",
        "workflows/a/b.yaml",
        "workflows\\x.yaml",
        "workflows/x.txt",
        "workflows/.yaml",
        "workflows/%zz.yaml",
        "workflows/%ff.yaml",
        "Workflows/x.yaml",
        "secrets/x.yaml",
        "workflows/a\u0000.yaml",
        "__MACOSX/workflows/x.yaml",
        "export/workflows/x.yaml"
      })
  void foreignPathIsRefusedAndNamed(String path) throws IOException {
    assertThat(faults(with(path, "x".getBytes(UTF_8))))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.file()).isEqualTo(path.replace('\u0000', '?'));
              assertThat(fault.detail()).startsWith("is not a file of an export");
            });
  }

  @Test
  void zipBombIsNotUnpacked() throws IOException {
    byte[] zeros = new byte[1 << 20];
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      out.putNextEntry(new ZipEntry("workflows/bomb.yaml"));
      for (int megabyte = 0; megabyte < 512; megabyte++) {
        out.write(zeros);
      }
      out.closeEntry();
      out.putNextEntry(new ZipEntry("workflows/after.txt"));
      out.closeEntry();
    }
    byte[] bomb = bytes.toByteArray();
    assertThat(bomb.length).isLessThan(1 << 20);
    long begun = System.nanoTime();

    assertThat(faults(bomb))
        .singleElement()
        .satisfies(
            fault -> {
              assertThat(fault.file()).isEqualTo("workflows/bomb.yaml");
              assertThat(fault.detail()).isEqualTo("is larger than 1048576 bytes");
            });
    assertThat(System.nanoTime() - begun).isLessThan(1_000_000_000L);
  }

  @Test
  void tooLargeTotalIsRefused() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int number = 0; number < 40; number++) {
      files.put("workflows/w" + number + ".yaml", new byte[1 << 20]);
    }
    assertThat(faults(zip(files)))
        .extracting(Fault::detail)
        .containsExactly("the zip has more than 33554432 bytes, unpacked");
  }

  @Test
  void tooManyFilesAreRefused() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int number = 0; number < 20_001; number++) {
      files.put("directory" + number + "/", new byte[0]);
    }
    assertThat(faults(zip(files)))
        .extracting(Fault::detail)
        .containsExactly("the zip has more than 20000 files");
  }

  /** A stream of entries ends without a fault wherever no entry follows. */
  @Test
  void truncatedZipIsRefused() {
    Archive archive = new Archive();
    archive.add(ArchivePath.own(), OWN);
    archive.add(ArchivePath.ofWorkflow("a", DefinitionFormat.JSON), "{}");
    archive.add(ArchivePath.ofWorkflow("b", DefinitionFormat.JSON), "{}");
    byte[] whole = archive.toZip();
    assertThat(faults(whole)).isEmpty();
    for (int length = 0; length < whole.length; length++) {
      assertThat(faults(Arrays.copyOf(whole, length))).as("%d bytes", length).isNotEmpty();
    }
  }

  /** The list of files at the end names one that is missing before it. */
  @Test
  void zipWithFewerFilesThanItListsIsRefused() throws IOException {
    byte[] whole = with("workflows/x.yaml", new byte[0]);
    whole[whole.length - 12] = 3;
    whole[whole.length - 14] = 3;
    assertThat(faults(whole))
        .extracting(Fault::detail)
        .containsExactly("the zip lists 3 files and has 2");
  }

  @Test
  void exportOfManyObjectsCanBeImported() {
    Archive archive = new Archive();
    archive.add(ArchivePath.own(), OWN);
    for (int number = 0; number < Archive.MOST_FILES - 1; number++) {
      archive.add(ArchivePath.ofWorkflow("w" + number, DefinitionFormat.YAML), "document: {}");
    }
    assertThat(archive.excess()).isEmpty();
    assertThat(faults(archive.toZip())).isEmpty();
    archive.add(ArchivePath.ofWorkflow("one too many", DefinitionFormat.YAML), "");
    assertThat(archive.excess()).get().asString().contains("20001 files");
  }

  @Test
  void invalidZipIsRefused() throws IOException {
    assertThat(faults(new byte[0])).hasSize(1);
    assertThat(faults("not a zip at all".getBytes(UTF_8))).hasSize(1);
    assertThat(faults(zip(Map.of("workflows/x.yaml", new byte[0])))).hasSize(1);
    byte[] whole = with("workflows/x.yaml", "0123456789".repeat(100).getBytes(UTF_8));
    assertThat(faults(Arrays.copyOf(whole, 120))).hasSize(1);
    assertThat(faults(with("workflows/x.yaml", new byte[] {(byte) 0xff})))
        .extracting(Fault::detail)
        .containsExactly("is not UTF-8");
  }

  @Test
  void duplicateFileIsRefused() throws IOException {
    Map<String, byte[]> files = new LinkedHashMap<>();
    files.put(ArchivePath.OWN, OWN.getBytes(UTF_8));
    files.put("workflows/x.yaml", "a".getBytes(UTF_8));
    files.put("workflows/y.yaml", "a".getBytes(UTF_8));
    String latin = new String(zip(files), ISO_8859_1);
    byte[] changed = latin.replace("workflows/y.yaml", "workflows/x.yaml").getBytes(ISO_8859_1);
    assertThat(faults(changed)).extracting(Fault::detail).containsExactly("comes twice");
  }

  @Test
  void corruptZipNeverThrows() throws IOException {
    byte[] whole = with("workflows/x.yaml", "document: {}\n".repeat(20).getBytes(UTF_8));
    Random random = new Random(1);
    for (int round = 0; round < 3_000; round++) {
      byte[] mutant = whole.clone();
      for (int change = random.nextInt(4); change >= 0; change--) {
        mutant[random.nextInt(mutant.length)] = (byte) random.nextInt(256);
      }
      var unused = faults(mutant); // must not throw
    }
  }
}
