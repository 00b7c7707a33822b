package drawbridge.system;

import static drawbridge.system.Admin.JSON;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line client, as processes of {@code drawbridge.jar}. */
class CtlST extends AdminSuite {

  private static final String TRIGGER =
      "{\"workflow\": \"hello\", \"signature\": {\"scheme\": \"api-key\", \"header\": \"X-Key\","
          + " \"secret\": \"known-to-both-of-us\"}}";

  @TempDir Path directory;
  private final Server server;

  CtlST(Server server) {
    super(server);
    this.server = server;
  }

  /** What a command wrote, and its status. */
  private record Ended(int status, String out, String err) {

    Ended expect(int expected) {
      assertThat(status).as(out + err).isEqualTo(expected);
      return this;
    }

    List<JsonNode> json() {
      return out.lines().map(Json::read).toList();
    }
  }

  private Process start(String... words) throws IOException {
    List<String> command = new ArrayList<>();
    // a build in the background ignores SIGINT, and so would its processes
    command.addAll(List.of("env", "--default-signal=INT"));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-XX:TieredStopAtLevel=1");
    command.addAll(List.of("-jar", Server.jar().toAbsolutePath().toString(), "ctl"));
    command.addAll(List.of(words));
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(directory.toFile())
            .redirectError(directory.resolve("err").toFile());
    builder.environment().keySet().removeIf(name -> name.matches("DRAWBRIDGE_.*|JAVA_TOOL.*"));
    builder.environment().putAll(variables());
    return builder.start();
  }

  private Map<String, String> variables() {
    return Map.of(
        "DRAWBRIDGE_URL",
        server.base().toString(),
        "DRAWBRIDGE_WORKSPACE",
        name,
        "DRAWBRIDGE_USER",
        "admin",
        "DRAWBRIDGE_PASSWORD",
        Server.PASSWORD);
  }

  private Ended ctl(String... words) throws IOException, InterruptedException {
    Process process = start(words);
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Ended(process.waitFor(), out, Files.readString(directory.resolve("err")));
  }

  @Test
  void runsAreListedShownVerifiedAndReplayed() throws Exception {
    String good = run("{\"workflow\": \"hello\", \"uid\": \"ü-1\", \"name\": \"Ada\"}");
    String bad = run("{\"workflow\": \"fails\", \"uid\": \"u-2\"}");

    Ended listed = ctl("runs", "--status", "failed", "-o", "json").expect(0);
    assertThat(listed.json()).singleElement().matches(it -> it.at("/runId").asText().equals(bad));
    assertThat(ctl("runs").expect(0).out()).contains(good, bad, "succeeded", "ü-1", "Broken");
    JsonNode shown = ctl("runs", "show", good, "-o", "json").expect(0).json().get(0);
    assertThat(shown.at("/output/greeting").asText()).isEqualTo("Hello, Ada!");
    assertThat(shown.at("/output/price").toString()).isEqualTo("1.10");
    assertThat(shown.at("/steps/0/task").asText()).isEqualTo("greet");
    ctl("runs", "show", UNKNOWN).expect(2);

    Files.writeString(directory.resolve("uids"), "ü-1\nu-2\n");
    ctl("verify", "-f", "uids").expect(0);
    assertThat(ctl("verify", "u-2", "never").expect(1).out()).contains("never  unknown");

    assertThat(ctl("replay", good, "--wait").expect(0).out()).contains("succeeded");
    assertThat(ctl("replay", good, bad, "--wait").expect(1).out()).contains("failed");
    assertThat(ctl("replay", "--status", "failed", "--preview").expect(0).out()).contains(bad);
    assertThat(ctl("replay", "--status", "failed", "--wait").expect(1).out()).contains("1 failed");
  }

  @Test
  void whatIsExportedIsAppliedAndThenUnchanged() throws Exception {
    admin.put(workspace + "/triggers/signed", JSON, TRIGGER).expect(201);
    assertThat(ctl("export", "-d", "files").expect(0).out())
        .contains("created triggers/signed.yaml");
    assertThat(ctl("apply", "-f", "files", "--dry-run").expect(0).out())
        .contains("unchanged workflows/hello.yaml", "unchanged triggers/signed.yaml")
        .doesNotContain("changed workflows/hello.yaml\n---");

    Path hello = directory.resolve("files/workflows/hello.yaml");
    Files.writeString(hello, Files.readString(hello).replace("1.10", "1.20"));
    Ended planned = ctl("apply", "-f", "files", "--dry-run").expect(1);
    assertThat(planned.out()).contains("changed workflows/hello.yaml", "-      set", "price: 1.20");
    assertThat(admin.get(workspace + "/workflows/hello").http().body()).contains("1.10");
    assertThat(ctl("apply", "-f", "files").expect(0).out())
        .contains("changed workflows/hello.yaml");
    assertThat(ctl("apply", "-f", "files").expect(0).out())
        .doesNotContain("\nchanged", "created")
        .contains("unchanged workflows/hello.yaml");

    Files.writeString(hello, Files.readString(hello).replace("set:", "sett:"));
    Files.writeString(directory.resolve("files/new.yaml"), HELLO);
    Ended faulty = ctl("apply", "-f", "files").expect(2);
    assertThat(faulty.err()).contains("workflows/hello.yaml:", "Nothing is changed.");
    admin.get(workspace + "/workflows/new").expect(404);

    String to = "to-" + name;
    admin.put(Admin.WORKSPACES + "/" + to, JSON, "{\"secret\": \"" + SECRET + "\"}").expect(201);
    Files.writeString(hello, HELLO);
    Ended moved = ctl("apply", "-f", "files", "-w", to).expect(0);
    assertThat(moved.out()).contains("created triggers/signed.yaml", "created workflows/new.yaml");
    assertThat(moved.err()).contains("triggers/signed.yaml lacks a secret (signature)");
    assertThat(moved.out() + moved.err()).doesNotContain("known-to-both-of-us");
    assertThat(ctl("doctor", "-w", to).expect(0).out()).contains("signed (").contains("no secret");
  }

  @Test
  void requestsAreFollowedUntilTheSignal() throws Exception {
    Process tail = start("tail", "-o", "json"); // of a workspace without any request
    List<String> lines = new ArrayList<>();
    Thread reader =
        new Thread(() -> tail.inputReader(StandardCharsets.UTF_8).lines().forEach(lines::add));
    reader.start();
    try {
      run("{\"workflow\": \"hello\", \"uid\": \"first\"}");
      awaitLines(lines, 1);
      run("{\"workflow\": \"hello\", \"uid\": \"second\"}");
      run("{\"workflow\": \"hello\", \"uid\": \"third\"}");
      awaitLines(lines, 3);
      assertThat(lines.stream().map(line -> Json.read(line).at("/requestId").asText()).distinct())
          .hasSize(3);
      new ProcessBuilder("kill", "-INT", String.valueOf(tail.pid())).start().waitFor();
      assertThat(tail.waitFor(20, TimeUnit.SECONDS)).isTrue();
      assertThat(tail.exitValue()).isEqualTo(130);
    } finally {
      tail.destroyForcibly();
      reader.join();
    }
  }

  private static void awaitLines(List<String> lines, int count) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> List.copyOf(lines).size() == count);
  }

  @Test
  void doctorFindsWrongCredentialsAndSecretsStayUnseen() throws Exception {
    Ended good = ctl("doctor").expect(0);
    assertThat(good.out()).contains("admin, role admin").contains("clock");
    assertThat(good.out()).containsPattern("ok +version +" + Pattern.quote(version()));
    String command =
        "DRAWBRIDGE_PASSWORD=not-the-password java -jar \"$JAR\" ctl doctor || echo \"status $?\";"
            + " java -jar \"$JAR\" ctl runs --password not-the-password 2>&1 || echo \"status $?\"";
    String out = shell(command);
    assertThat(out)
        .contains("DRAWBRIDGE_USER is refused", "status 1", "unknown option --password", "status 2")
        .doesNotContain("not-the-password");
  }

  @Test
  void aTokenPermitsWhatItsScopesSay() throws Exception {
    String run = run("{\"workflow\": \"hello\"}");
    String token =
        admin
            .post(
                "/api/admin/tokens",
                "{\"name\": \"ctl\", \"scopes\": [\"read\"], \"workspaces\": [\"" + name + "\"]}")
            .expect(201)
            .text("/value");
    String ctl =
        "export DRAWBRIDGE_TOKEN=" + token + "; ctl() { java -jar \"$JAR\" ctl \"$@\"; }\n";
    String out =
        shell(
            ctl
                + "ctl runs\nctl doctor\nctl replay "
                + run
                + " || echo \"status $?\"\nctl runs -w default || echo \"other $?\"");
    assertThat(out)
        .contains(run, "scopes read", "(403, request", "status 2", "(404, request", "other 2")
        .doesNotContain(token);
  }

  @Test
  void wordsAreCompletedInBash() {
    Shell.need("bash");
    String command =
        """
        source <(java -jar "$JAR" ctl completion bash)
        compopt() { :; } # bash has it only while it completes
        words() { COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1)); COMPREPLY=(); _complete_drawbridgectl; echo "${COMPREPLY[@]}"; }
        words drawbridgectl re
        words drawbridgectl runs --sta
        words drawbridgectl runs --status can
        words drawbridgectl completion z
        drawbridgectl --version
        """;
    assertThat(shell(command).lines().map(String::strip))
        .startsWith("replay", "--status", "cancelled", "zsh")
        .anyMatch(line -> line.startsWith("Drawbridge "));
  }

  private String version() throws Exception {
    return ctl("--version").expect(0).out().replace("Drawbridge ", "").strip();
  }

  private String shell(String command) {
    Map<String, String> variables = new HashMap<>(variables());
    variables.put("JAR", Server.jar().toAbsolutePath().toString());
    return Shell.run("unset JAVA_TOOL_OPTIONS\n" + command, directory, variables);
  }
}
