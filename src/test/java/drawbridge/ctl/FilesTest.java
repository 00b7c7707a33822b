package drawbridge.ctl;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import drawbridge.ctl.files.ExportZip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are applied and exported. */
class FilesTest {

  private static final Map<String, String> ZIP = Map.of("Content-Type", "application/zip");

  @TempDir Path directory;
  private final StubServer server = new StubServer();
  private final Terminal terminal = new Terminal(server);

  @AfterEach
  void close() {
    server.close();
  }

  private void write(String path, String text) throws IOException {
    Path file = directory.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }

  private int apply(String... more) {
    String[] words = new String[3 + more.length];
    words[0] = "apply";
    words[1] = "-f";
    words[2] = directory.toString();
    System.arraycopy(more, 0, words, 3, more.length);
    return terminal.run(words);
  }

  private void refuses(String fault) {
    assertThat(apply()).isEqualTo(2);
    assertThat(terminal.err()).contains(fault).doesNotContain("fault in this program");
    assertThat(server.calls()).isEmpty();
  }

  private static void effects(StubServer server, String... effects) {
    StringBuilder files = new StringBuilder();
    for (String each : effects) {
      String[] parts = each.split(" ", 3);
      files
          .append(files.isEmpty() ? "" : ", ")
          .append("{\"file\": \"" + parts[1] + "\", \"effect\": \"" + parts[0] + "\"")
          .append(parts.length > 2 ? ", " + parts[2] : "")
          .append('}');
    }
    server.on("import", "{\"files\": [" + files + "]}");
  }

  private static byte[] export(String... pathsAndTexts) {
    Map<String, String> texts = new TreeMap<>(Map.of("drawbridge.yaml", "format: 1\n"));
    for (int at = 0; at < pathsAndTexts.length; at += 2) {
      texts.put(pathsAndTexts[at], pathsAndTexts[at + 1]);
    }
    return ExportZip.of(texts);
  }

  @Test
  void filesOfTheTopAreWorkflowsAndOthersAreNamed() throws IOException {
    write("a.yaml", "a");
    write("triggers/t.json", "{}");
    write("README.md", "x");
    write("workflows/notes.txt", "x");
    write("workflow/typo.yaml", "x");
    write(".git/config", "x");
    effects(
        server,
        "created workflows/a.yaml",
        "unchanged triggers/t.json \"missing\": [\"signature\"]");
    assertThat(apply()).isZero();
    assertThat(terminal.out()).isEqualTo("created workflows/a.yaml\nunchanged triggers/t.json\n");
    assertThat(terminal.err())
        .contains("ignored: README.md", "ignored: workflow\n", "ignored: workflows/notes.txt")
        .contains("triggers/t.json lacks a secret (signature)")
        .doesNotContain(".git");
    assertThat(server.calls().get(0)).startsWith("POST /api/admin/workspaces/default/import ");
    assertThat(server.bodies().get(0))
        .contains("drawbridge.yaml", "workflows/a.yaml", "triggers/t.json")
        .doesNotContain("README", "typo", "notes");
  }

  @Test
  void dryRunWritesDifferencesAndEndsWithOne() throws IOException {
    write("workflows/a.json", "one\ntwo\u001b\n");
    write("workflows/b.yaml", "new\n");
    server.on("export", 200, ZIP, export("workflows/a.yaml", "one\nold\n", "triggers/t.yaml", "t"));
    effects(server, "changed workflows/a.json", "created workflows/b.yaml");
    assertThat(apply("--dry-run")).isEqualTo(1);
    assertThat(terminal.out())
        .isEqualTo(
            """
            changed workflows/a.json
            --- workflows/a.yaml
            +++ workflows/a.json
            @@ -1,2 +1,2 @@
             one
            -old
            +two\\u001b
            created workflows/b.yaml
            --- /dev/null
            +++ workflows/b.yaml
            @@ -1,0 +1,1 @@
            +new
            """);
    assertThat(terminal.err()).isEqualTo("only on the server: triggers/t.yaml\n");
    assertThat(server.calls().get(1)).contains("/import?validate=true ");
  }

  @Test
  void dryRunWithoutDifferenceEndsWithZero() throws IOException {
    write("workflows/a.yaml", "one");
    server.on("export", 200, ZIP, export("workflows/a.yaml", "one"));
    effects(server, "unchanged workflows/a.yaml");
    assertThat(apply("--dry-run", "-o", "json")).isZero();
    assertThat(terminal.out())
        .isEqualTo("{\"file\":\"workflows/a.yaml\",\"effect\":\"unchanged\"}\n");
  }

  @Test
  void faultsNameFileAndLineAndNothingIsChanged() throws IOException {
    write("workflows/a.yaml", "one");
    server.on(
        "import",
        422,
        "{\"detail\": \"Faulty.\", \"errors\": [{\"file\": \"workflows/a.yaml\", \"line\": 6,"
            + " \"column\": 3, \"pointer\": \"/do\", \"detail\": \"is unknown\"}]}");
    assertThat(apply()).isEqualTo(2);
    assertThat(terminal.err())
        .contains("  workflows/a.yaml:6:3: /do: is unknown", "Nothing is changed.");
  }

  @Test
  void aLostAnswerLeavesTheOutcomeOpen() throws IOException {
    write("workflows/a.yaml", "one");
    server.on("import", 503, "{\"detail\": \"Stopping.\"}");
    assertThat(apply()).isEqualTo(2);
    assertThat(terminal.err()).contains("It is not known").doesNotContain("Nothing is changed");
    assertThat(server.calls()).hasSize(1);
  }

  @Test
  void directoriesWithoutFilesAreRefused() throws IOException {
    refuses("has no workflow");
    write("x.txt", "");
    assertThat(terminal.run("apply", "-f", directory.resolve("x.txt").toString())).isEqualTo(2);
    assertThat(terminal.err()).contains("it is no directory");
    assertThat(terminal.run("apply", "-f", directory.resolve("none").toString())).isEqualTo(2);
    assertThat(terminal.err()).contains("it does not exist");
  }

  @Test
  void everyFaultyFileIsNamed() throws IOException {
    write("workflows/a.yaml", "x".repeat(5 << 20));
    write("workflows/b.yaml", "x");
    write("workflows/b.json", "{}");
    write("b.yml", "x");
    write("settings.yaml", "x");
    Files.write(directory.resolve("workflows/c.yaml"), new byte[] {'x', (byte) 0xff});
    Files.createDirectory(directory.resolve("workflows/d.yaml"));
    refuses("workflows/a.yaml: is larger than 1048576 bytes");
    assertThat(terminal.err())
        .contains("workflows/b.yaml: has the same name as b.yml")
        .contains("workflows/b.json: has the same name as b.yml")
        .contains("settings.yaml: a workspace has no settings")
        .contains("workflows/c.yaml: is not UTF-8")
        .contains("workflows/d.yaml: is no regular file");
  }

  @Test
  void linksMayNotLeadOutOfTheDirectory(@TempDir Path other) throws IOException {
    Files.writeString(other.resolve("secret.yaml"), "secret");
    write("..data/in.yaml", "inside");
    write("workflows/x.yaml", "x");
    Files.createSymbolicLink(directory.resolve("in.yaml"), Path.of("..data/in.yaml"));
    effects(server, "created workflows/in.yaml");
    assertThat(apply()).isZero();
    assertThat(server.bodies().get(0)).contains("workflows/in.yaml");

    Files.createSymbolicLink(directory.resolve("out.yaml"), other.resolve("secret.yaml"));
    Files.createSymbolicLink(directory.resolve("triggers"), other);
    Files.createSymbolicLink(directory.resolve("gone.yaml"), Path.of("nowhere"));
    assertThat(apply()).isEqualTo(2);
    assertThat(terminal.err())
        .contains("out.yaml: is a link to a file outside of the directory")
        .contains("triggers: is a link to a file outside of the directory")
        .contains("gone.yaml: cannot be read: it does not exist");
    assertThat(server.calls()).hasSize(1);
  }

  @Test
  void unreadableFilesAreNamed() throws IOException {
    write("workflows/a.yaml", "x");
    Path file = directory.resolve("workflows/a.yaml");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
    assumeTrue(!Files.isReadable(file), "root reads every file");
    refuses("workflows/a.yaml: cannot be read: permission denied");
  }

  @Test
  void exportWritesOnlyWhatDiffersAndNamesStaleFiles() throws IOException {
    server.on("export", 200, ZIP, export("workflows/a.yaml", "ä\n", "triggers/t.yaml", "t"));
    String target = directory.resolve("new/files").toString();
    assertThat(terminal.run("export", "-d", target)).isZero();
    Path a = Path.of(target, "workflows/a.yaml");
    assertThat(Files.readString(a)).isEqualTo("ä\n");
    Files.writeString(a, "other");
    Files.writeString(Path.of(target, "workflows/a.json"), "{}");
    assertThat(terminal.run("export", "-d", target)).isZero();
    assertThat(terminal.out())
        .endsWith(
            "unchanged drawbridge.yaml\nunchanged triggers/t.yaml\nchanged workflows/a.yaml\n");
    assertThat(terminal.err()).isEqualTo("not on the server, remove it: workflows/a.json\n");
    assertThat(Files.readString(a)).isEqualTo("ä\n");
    try (var left = Files.list(a.getParent())) {
      assertThat(left).hasSize(2);
    }
  }

  @Test
  void exportTakesNoForeignDirectoryAndLeavesNone(@TempDir Path other) throws IOException {
    server.on("export", 200, ZIP, export("workflows/a.yaml", "x"));
    write("letter.txt", "mine");
    assertThat(terminal.run("export", "-d", directory.toString())).isEqualTo(2);
    assertThat(terminal.err()).contains("has files and no drawbridge.yaml");

    write("drawbridge.yaml", "format: 1\n");
    Files.createSymbolicLink(directory.resolve("workflows"), other);
    assertThat(terminal.run("export", "-d", directory.toString())).isEqualTo(2);
    assertThat(other).isEmptyDirectory();
  }

  @Test
  void aZipThatNoServerSendsIsRefused() {
    for (String path :
        new String[] {
          "../x.yaml", "workflows/../../x.yaml", "/etc/x.yaml", "workflows/.x.yaml", "x.yaml"
        }) {
      try (StubServer evil = new StubServer()) {
        evil.on("export", 200, ZIP, export(path, "x"));
        Terminal own = new Terminal(evil);
        String target = directory.resolve("out").toString();
        assertThat(own.run("export", "-d", target)).as(path).isEqualTo(2);
        assertThat(own.err()).contains("no export has");
      }
    }
    server.on("export", 200, ZIP, "PK".getBytes(UTF_8));
    assertThat(terminal.run("export", "-d", directory.resolve("out").toString())).isEqualTo(2);
    assertThat(directory.resolve("out")).doesNotExist();
  }
}
