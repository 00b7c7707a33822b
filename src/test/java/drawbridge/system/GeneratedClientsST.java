package drawbridge.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import drawbridge.platform.json.Json;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Generates clients with openapi-generator from the document that the server serves, compiles them
 * and lists a run with each.
 */
@ExtendWith(SharedServer.class)
class GeneratedClientsST {

  private static final Path GENERATOR = Path.of("target", "server", "openapi-generator-cli.jar");
  private static final Path CLIENTS = Path.of("src", "test", "clients");
  private static final Path TYPESCRIPT =
      CLIENTS.resolve(Path.of("node_modules", "typescript", "bin", "tsc"));

  private final Server server;
  private final String uid = UUID.randomUUID().toString();
  private final String run;

  @TempDir Path directory;

  GeneratedClientsST(Server server) {
    this.server = server;
    String reply = server.post("{\"workflow\": \"greet\", \"uid\": \"" + uid + "\"}").body();
    run = Json.read(reply).at("/results/0/runId").asText() + " greet";
  }

  @BeforeEach
  void fetchDocument() throws IOException {
    for (String format : List.of("yaml", "json")) {
      Files.writeString(
          directory.resolve("openapi." + format),
          server.get("/openapi?format=" + format, Map.of()).body());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"openapi.yaml", "openapi.json"})
  void servedDocumentPassesTheGeneratorsValidation(String file) throws Exception {
    String report = generator("validate", "--recommend", "-i", file);

    assertThat(report).contains("No validation issues detected.");
  }

  @Test
  void generatedJavaClientListsRuns() throws Exception {
    String properties =
        "invokerPackage=client,apiPackage=client.api,modelPackage=client.model,"
            + "library=native,useJakartaEe=true,openApiNullable=false";
    generate("java", "openapi.json", "java", properties);
    Path classes = compile(directory.resolve(Path.of("java", "src", "main", "java")));

    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
      Object runs =
          loader
              .loadClass("ListRuns")
              .getMethod("of", String.class, String.class, String.class, String.class)
              .invoke(null, server.base().toString(), "admin", Server.PASSWORD, uid);
      assertThat(runs).isEqualTo(List.of(run));
    }
  }

  @Test
  void generatedTypeScriptClientListsRuns() throws Exception {
    boolean isInstalled = Files.exists(TYPESCRIPT);
    if (!isInstalled) {
      System.out.println("SKIPPED: TypeScript needs Node.js and npm install in " + CLIENTS);
    }
    assumeTrue(isInstalled, "TypeScript is not installed");
    generate("typescript-fetch", "openapi.yaml", "client", "importFileExtension=.js");
    Files.copy(CLIENTS.resolve("list-runs.ts"), directory.resolve("list-runs.ts"));
    Files.writeString(directory.resolve("package.json"), "{\"type\": \"module\"}");
    execute(
        ("node " + TYPESCRIPT.toAbsolutePath())
            + " --strict --target es2022 --module nodenext --outDir compiled list-runs.ts");

    String runs =
        execute(
            "node compiled/list-runs.js "
                + server.base()
                + " admin "
                + Server.PASSWORD
                + " "
                + uid);
    assertThat(runs.strip()).isEqualTo(run);
  }

  private void generate(String language, String document, String output, String properties)
      throws Exception {
    generator(
        "generate",
        "-g",
        language,
        "-i",
        document,
        "-o",
        output,
        "--global-property",
        "models,apis,supportingFiles,apiTests=false,modelTests=false,apiDocs=false,modelDocs=false",
        "--additional-properties",
        properties);
  }

  private String generator(String... arguments) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    return execute(
        Stream.concat(
                Stream.of(java, "-XX:TieredStopAtLevel=1", "-Dlog.level=warn", "-jar"),
                Stream.concat(
                    Stream.of(GENERATOR.toAbsolutePath().toString()), Stream.of(arguments)))
            .toList());
  }

  /** Compiles the client and {@code ListRuns} against the tests' class path. */
  private Path compile(Path sources) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    Path classes = Files.createDirectory(directory.resolve("classes"));
    List<String> options =
        List.of("-d", classes.toString(), "-cp", System.getProperty("java.class.path"), "-nowarn");
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null);
        Stream<Path> generated = Files.walk(sources)) {
      List<Path> all =
          Stream.concat(
                  generated.filter(file -> file.toString().endsWith(".java")),
                  Stream.of(CLIENTS.resolve("ListRuns.java")))
              .toList();
      boolean isCompiled =
          compiler
              .getTask(null, files, null, options, null, files.getJavaFileObjectsFromPaths(all))
              .call();
      assertThat(isCompiled).isTrue();
    }
    return classes;
  }

  private String execute(String command) throws Exception {
    return execute(List.of(command.split(" ")));
  }

  /** Runs a command in the directory and returns its output; it must succeed. */
  private String execute(List<String> command) throws Exception {
    Process process =
        new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
