package drawbridge.dev;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.ReferenceType;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/**
 * Runs the exploded application on Payara Micro and applies changes of {@code src/main} to it. A
 * page is copied and shows at the next request. A class whose method bodies changed is redefined
 * through the debugger's port. Any other change of a class or a resource reloads the application.
 * Maven launches this file as a single source ({@code mvn -Pdev}), so that no gate delays a change.
 */
final class DevServer {

  private static final Path DEV = Path.of("target/dev");
  private static final Path APPLICATION = DEV.resolve("ROOT");
  private static final Path CLASSES = APPLICATION.resolve("WEB-INF/classes");
  private static final Path COMPILED = DEV.resolve("compiled");
  private static final Path MAIN = Path.of("src/main");
  private static final Path BOOT = DEV.resolve("boot");
  private static final Path JAVA = MAIN.resolve("java");
  private static final Path RESOURCES = MAIN.resolve("resources");
  private static final Path PAGES = MAIN.resolve("webapp");
  private static final long POLL_MILLIS = 300;

  private final String compileClasspath;
  private final String debugPort;

  /** Changed files that the application does not show yet. */
  private final Set<Path> pending = new TreeSet<>();

  private boolean retry;

  private DevServer(String compileClasspath, String debugPort) {
    this.compileClasspath = compileClasspath;
    this.debugPort = debugPort;
  }

  /**
   * Arguments: the compile classpath, the runtime classpath, the HTTP port, the debugger's port.
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    DevServer dev = new DevServer(args[0], args[3]);
    Map<Path, FileTime> seen = files();
    dev.explode(args[1]);
    Process server = start(args[2], args[3]);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(server)));
    while (server.isAlive()) {
      Thread.sleep(POLL_MILLIS);
      try {
        Map<Path, FileTime> now = files();
        Stream.concat(seen.keySet().stream(), now.keySet().stream())
            .filter(file -> !Objects.equals(seen.get(file), now.get(file)))
            .forEach(dev.pending::add);
        boolean changed = !seen.equals(now);
        seen.clear();
        seen.putAll(now);
        if (changed || dev.retry) {
          dev.retry = false;
          dev.apply();
        }
      } catch (NoSuchFileException | UncheckedIOException e) {
        // an editor replaces a file by removing it first
        System.out.println("dev: cannot read " + e.getMessage() + "; will retry");
        dev.retry = true;
      }
    }
    System.exit(server.exitValue());
  }

  private void explode(String runtimeClasspath) throws IOException {
    delete(APPLICATION);
    Files.createDirectories(CLASSES);
    Path libraries = Files.createDirectories(APPLICATION.resolve("WEB-INF/lib"));
    for (String jar : runtimeClasspath.split(File.pathSeparator, -1)) {
      if (jar.endsWith(".jar")) {
        Files.copy(Path.of(jar), libraries.resolve(Path.of(jar).getFileName()));
      }
    }
    Set<Path> all = files().keySet();
    for (Path file : all) {
      copy(file);
    }
    if (!compile(all.stream().filter(file -> file.startsWith(JAVA)).toList(), CLASSES)) {
      System.exit(1);
    }
    // the log's format and filter belong to the server, and the WAR does not contain them
    delete(BOOT);
    Files.createDirectories(BOOT.resolve("drawbridge"));
    Files.move(CLASSES.resolve("drawbridge/launcher"), BOOT.resolve("drawbridge/launcher"));
    Files.createFile(APPLICATION.resolve(".reload"));
  }

  private void apply() throws IOException {
    Instant start = Instant.now();
    for (Path file : pending) {
      copy(file);
    }
    Set<Path> sources =
        pending.stream().filter(file -> file.startsWith(JAVA)).collect(Collectors.toSet());
    delete(COMPILED);
    Files.createDirectories(COMPILED);
    if (!sources.isEmpty() && !compile(withDependents(sources), COMPILED)) {
      System.out.println("dev: not compiled; the application is unchanged");
      return;
    }
    List<Path> changed = changedClasses();
    boolean reload =
        pending.stream().anyMatch(DevServer::needsReload)
            || sources.stream().anyMatch(Files::notExists)
            || !redefine(changed);
    for (Path file : changed) {
      Path target = CLASSES.resolve(file);
      Files.createDirectories(target.getParent());
      Files.move(COMPILED.resolve(file), target, StandardCopyOption.REPLACE_EXISTING);
    }
    if (reload) {
      Files.setLastModifiedTime(APPLICATION.resolve(".reload"), FileTime.from(Instant.now()));
    }
    System.out.printf(
        "dev: %s %s after %d ms%n",
        pending.stream().map(file -> file.getFileName().toString()).toList(),
        reload ? "compiled or copied, reload requested" : "applied",
        Duration.between(start, Instant.now()).toMillis());
    pending.clear();
  }

  /** The compiled classes that differ from the application's. */
  private static List<Path> changedClasses() throws IOException {
    try (Stream<Path> tree = Files.walk(COMPILED)) {
      List<Path> changed = new ArrayList<>();
      for (Path file : tree.filter(Files::isRegularFile).map(COMPILED::relativize).toList()) {
        Path old = CLASSES.resolve(file);
        if (Files.notExists(old) || Files.mismatch(COMPILED.resolve(file), old) >= 0) {
          changed.add(file);
        }
      }
      return changed;
    }
  }

  /**
   * Replaces loaded classes in the running server. False when a reload must apply the change: it
   * adds or removes members, changes what runs only once (initializers and constructors), concerns
   * a class that is not loaded, or another debugger holds the port.
   */
  private boolean redefine(List<Path> classes) throws IOException {
    if (classes.isEmpty()) {
      return true;
    }
    VirtualMachine server = null;
    try {
      server = attach();
      Map<ReferenceType, byte[]> bytes = new HashMap<>();
      for (Path file : classes) {
        String name = file.toString().replace(".class", "").replace('/', '.');
        List<ReferenceType> loaded = server.classesByName(name);
        if (loaded.isEmpty() || !initializers(name, CLASSES).equals(initializers(name, COMPILED))) {
          return false;
        }
        for (ReferenceType type : loaded) {
          bytes.put(type, Files.readAllBytes(COMPILED.resolve(file)));
        }
      }
      server.redefineClasses(bytes);
      return true;
    } catch (IllegalConnectorArgumentsException
        | UnsupportedOperationException
        | LinkageError
        | IOException e) {
      return false;
    } finally {
      if (server != null) {
        server.dispose();
      }
    }
  }

  /** The instructions of static initializers and constructors, without indexes of constants. */
  private static String initializers(String name, Path directory) {
    StringWriter out = new StringWriter();
    String file = directory.resolve(name.replace('.', '/') + ".class").toString();
    java.util.spi.ToolProvider.findFirst("javap")
        .orElseThrow()
        .run(new PrintWriter(out), new PrintWriter(out), "-c", "-p", file);
    return Stream.of(out.toString().split("\\R\\s*\\R", -1))
        .filter(member -> member.contains(" " + name + "(") || member.contains("static {}"))
        .map(member -> member.replaceAll("#\\d+", ""))
        .collect(Collectors.joining());
  }

  private VirtualMachine attach() throws IOException, IllegalConnectorArgumentsException {
    AttachingConnector socket =
        Bootstrap.virtualMachineManager().attachingConnectors().stream()
            .filter(each -> each.name().equals("com.sun.jdi.SocketAttach"))
            .findFirst()
            .orElseThrow();
    Map<String, Connector.Argument> arguments = socket.defaultArguments();
    arguments.get("hostname").setValue("localhost");
    arguments.get("port").setValue(debugPort);
    return socket.attach(arguments);
  }

  /** Resources, descriptors and tag libraries are read at deployment; pages are not. */
  private static boolean needsReload(Path file) {
    return file.startsWith(RESOURCES) || file.toString().endsWith(".xml");
  }

  /** The sources, without deleted ones, and each source that names one of their types. */
  private static List<Path> withDependents(Set<Path> sources) throws IOException {
    String types =
        sources.stream()
            .map(file -> file.getFileName().toString().replace(".java", ""))
            .map(Pattern::quote)
            .collect(Collectors.joining("|"));
    Pattern named = Pattern.compile("\\b(" + types + ")\\b");
    List<Path> found = new ArrayList<>();
    for (Path file : files().keySet()) {
      if (file.startsWith(JAVA)
          && (sources.contains(file) || named.matcher(Files.readString(file)).find())) {
        found.add(file);
      }
    }
    for (Path source : sources) {
      deleteClasses(source);
    }
    return found;
  }

  private static void deleteClasses(Path source) throws IOException {
    if (Files.exists(source)) {
      return;
    }
    String type = source.getFileName().toString().replace(".java", "");
    Path directory = CLASSES.resolve(JAVA.relativize(source)).getParent();
    try (Stream<Path> classes = Files.list(directory)) {
      for (Path file : classes.toList()) {
        if (file.getFileName().toString().matches(Pattern.quote(type) + "(\\$.*)?\\.class")) {
          Files.delete(file);
        }
      }
    }
  }

  private boolean compile(List<Path> sources, Path directory) {
    List<String> arguments =
        new ArrayList<>(List.of("--release", "17", "-parameters", "-nowarn", "-proc:none", "-g"));
    arguments.addAll(List.of("-Xlint:-options", "-d", directory.toString()));
    arguments.addAll(List.of("-cp", CLASSES + File.pathSeparator + compileClasspath));
    sources.forEach(source -> arguments.add(source.toString()));
    return ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, arguments.toArray(String[]::new))
        == 0;
  }

  private static void copy(Path file) throws IOException {
    Path target;
    if (file.startsWith(PAGES)) {
      target = APPLICATION.resolve(PAGES.relativize(file));
    } else if (file.startsWith(RESOURCES)) {
      target = CLASSES.resolve(RESOURCES.relativize(file));
    } else {
      return;
    }
    if (Files.notExists(file)) {
      Files.deleteIfExists(target);
      return;
    }
    Files.createDirectories(target.getParent());
    if (file.endsWith("web.xml")) {
      // in this stage Faces reads changed pages and styles again
      Files.writeString(target, Files.readString(file).replace(">Production<", ">Development<"));
    } else {
      Files.copy(file, target, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static Process start(String port, String debug) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx768m"));
    command.add("-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,address=localhost:" + debug);
    command.add("-Xbootclasspath/a:" + BOOT);
    command.addAll(List.of("-jar", "target/server/payara-micro.jar", "--nocluster"));
    command.addAll(List.of("--port", port));
    command.addAll(List.of("--addLibs", "target/server/postgresql.jar"));
    command.addAll(List.of("--prebootcommandfile", preBoot().toString()));
    command.addAll(List.of("--postbootcommandfile", "server-config/post-boot.asadmin"));
    command.addAll(List.of("--logProperties", "server-config/logging.properties"));
    command.addAll(List.of("--deploy", APPLICATION.toString()));
    ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
    Map<String, String> settings = new TreeMap<>();
    settings.put("DRAWBRIDGE_DATA_DIRECTORY", "./" + DEV.resolve("data"));
    settings.put("DRAWBRIDGE_WORKFLOWS_DIRECTORY", "src/samples/workflows");
    settings.put("DRAWBRIDGE_BOOTSTRAP_SECRET", "change-me-please");
    settings.put("DRAWBRIDGE_BOOTSTRAP_ADMIN_PASSWORD", "operators-password");
    settings.forEach(builder.environment()::putIfAbsent);
    return builder.start();
  }

  /** Accepts connections of this machine only, since the passwords are public; reloads sooner. */
  private static Path preBoot() throws IOException {
    return Files.writeString(
        DEV.resolve("pre-boot.asadmin"),
        Files.readString(Path.of("server-config/pre-boot.asadmin"))
            + "set configs.config.server-config.network-config.network-listeners"
            + ".network-listener.http-listener.address=127.0.0.1\n"
            + "set configs.config.server-config.admin-service.das-config"
            + ".dynamic-reload-poll-interval-in-seconds=1\n");
  }

  private static void stop(Process server) {
    server.destroy();
    try {
      server.waitFor(30, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Map<Path, FileTime> files() throws IOException {
    Map<Path, FileTime> files = new HashMap<>();
    try (Stream<Path> tree = Files.walk(MAIN)) {
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        files.put(file, Files.getLastModifiedTime(file));
      }
    }
    return files;
  }

  private static void delete(Path directory) throws IOException {
    if (Files.notExists(directory)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path file : tree.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }
}
