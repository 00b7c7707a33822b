package drawbridge.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("R8")
class ServerDirectoryTest {

  /** Creates a directory, says so, and keeps it until it is killed. */
  static final class Node {

    private Node() {}

    public static void main(String[] args) throws IOException {
      ServerDirectory directory = ServerDirectory.create(Path.of(args[0]));
      Runtime.getRuntime().addShutdownHook(new Thread(directory::removeAtExit));
      Files.createDirectories(directory.path().resolve("runtime/lib"));
      Files.writeString(directory.path().resolve("runtime/lib/server.jar"), "unpacked");
      System.out.write('+');
      System.out.flush();
      System.in.read();
    }
  }

  @TempDir Path parent;

  @Test
  void onlyTheDirectoryOfAKilledProcessIsRemoved() throws IOException, InterruptedException {
    Process killed = node();
    Path left = all().get(0);
    Process running = node();
    assertThat(all()).hasSize(2);
    killed.destroyForcibly().waitFor();
    assertThat(left.resolve("runtime/lib/server.jar")).exists();
    try {
      ServerDirectory directory = ServerDirectory.create(parent);
      assertThat(all()).hasSize(2).contains(directory.path()).doesNotContain(left);
      assertThat(all())
          .filteredOn(other -> !other.equals(directory.path()))
          .allMatch(other -> Files.exists(other.resolve("runtime/lib/server.jar")));
    } finally {
      running.destroyForcibly().waitFor();
    }
  }

  @Test
  void killAtAnyMomentLeavesNothingBehind() throws IOException {
    Files.createDirectory(parent.resolve("drawbridge-server-without-lock"));
    Path unpacked = Files.createDirectories(parent.resolve("drawbridge-server-2/runtime"));
    Files.createFile(parent.resolve("drawbridge-server-2/lock"));
    Files.writeString(unpacked.resolve("half.jar"), "PK");
    Path removed = Files.createDirectory(parent.resolve("drawbridge-server-removed"));
    Files.createFile(removed.resolve("lock"));
    ServerDirectory directory = ServerDirectory.create(parent);
    assertThat(all()).containsExactly(directory.path());
  }

  @Test
  void filesOfOthersAreLeftAlone() throws IOException {
    Path outside = Files.createDirectory(parent.resolve("outside"));
    Files.createFile(outside.resolve("lock"));
    Files.createSymbolicLink(parent.resolve("drawbridge-server-link"), outside);
    Path inside = Files.createDirectory(parent.resolve("drawbridge-server-1"));
    Files.createFile(inside.resolve("lock"));
    Files.createSymbolicLink(inside.resolve("link"), outside);
    Files.createFile(parent.resolve("drawbridge-server-file"));
    Files.createFile(Files.createDirectory(parent.resolve("drawbridge-server-")).resolve("kept"));
    ServerDirectory directory = ServerDirectory.create(parent);
    assertThat(all())
        .containsExactlyInAnyOrder(
            outside,
            directory.path(),
            parent.resolve("drawbridge-server-link"),
            parent.resolve("drawbridge-server-file"),
            parent.resolve("drawbridge-server-"));
    assertThat(outside.resolve("lock")).exists();
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.path())))
        .isEqualTo("rwx------");
  }

  @Test
  void endOfTheProcessRemovesTheDirectory() throws IOException, InterruptedException {
    Process stopped = node();
    stopped.destroy();
    stopped.waitFor();
    assertThat(all()).isEmpty();
  }

  @Test
  void directoryOfTheOperatorIsRespected() throws IOException {
    ServerDirectory directory = ServerDirectory.create(parent);
    assertThat(directory.completed(List.of("--port", "1")))
        .containsExactly("--port", "1", "--rootDir", directory.path().toString());
    Path operators = parent.resolve("server");
    for (String option : List.of("--rootDir", "--rootdir", "--unpackDir")) {
      List<String> options = List.of("--port", "1", option, operators.toString());
      assertThat(directory.completed(options)).isEqualTo(options);
    }
    assertThat(directory.completed(List.of("--rootDir")))
        .containsExactly("--rootDir", "--rootDir", directory.path().toString());
  }

  /** With the closed ports of the last start, the next one would open none. */
  @Test
  void configurationOfAnEarlierStartDoesNotLast() throws IOException {
    Path config = Files.createDirectories(parent.resolve("server/config"));
    Files.writeString(config.resolve("domain.xml"), "<domain/>");
    Files.writeString(config.resolve("keystore.p12"), "kept");
    ServerDirectory directory = ServerDirectory.create(parent);
    directory.completed(List.of("--rootDir", parent.resolve("server").toString()));
    assertThat(config.resolve("domain.xml")).doesNotExist();
    assertThat(config.resolve("keystore.p12")).exists();
  }

  private Process node() throws IOException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Node.class.getName(),
                parent.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    InputStream said = process.getInputStream();
    assertThat(said.read()).isEqualTo('+');
    return process;
  }

  private List<Path> all() throws IOException {
    try (Stream<Path> files = Files.list(parent)) {
      return files.toList();
    }
  }
}
