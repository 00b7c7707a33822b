package drawbridge.admin.files.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.fixture.SwitchedStore;
import drawbridge.fixture.TestContainer;
import drawbridge.platform.BadSettings;
import drawbridge.workflow.control.Catalogue;
import drawbridge.workflow.entity.Workflow;
import drawbridge.workspace.control.Workspaces;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loads workflow files that are added, changed, broken and removed. */
@OnEveryStore
class WorkflowFilesTest {

  private static final String GOOD =
      """
      document: {dsl: '1.0.0', namespace: tests, name: greet, version: '1.0.0'}
      do:
        - answer:
            set: {greeting: hello}
      """;
  private static final Logger LOGGER = Logger.getLogger(WorkflowFiles.class.getName());

  private final SwitchedStore store;
  private final TestContainer container;
  private final WorkflowFiles files;
  private final Catalogue catalogue;
  private final String workspace;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> log = Collections.synchronizedList(new ArrayList<>());
  private final Handler listener =
      new Handler() {
        @Override
        public void publish(LogRecord line) {
          log.add(
              line.getLevel()
                  + " "
                  + java.text.MessageFormat.format(
                      line.getMessage(),
                      line.getParameters() == null ? new Object[0] : line.getParameters()));
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
      };

  @TempDir Path path;

  WorkflowFilesTest(Store on) {
    store = new SwitchedStore(on.open());
    container = new TestContainer(store).with(Clock.class, Clock.systemUTC());
    files = container.get(WorkflowFiles.class);
    catalogue = container.get(Catalogue.class);
    workspace = container.get(Workspaces.class).create("default", "a secret").orElseThrow().id();
    LOGGER.addHandler(listener);
    LOGGER.setLevel(Level.INFO);
  }

  @AfterEach
  void close() {
    LOGGER.removeHandler(listener);
    LOGGER.setLevel(null);
    threads.shutdownNow();
    container.close();
  }

  private void start() {
    files.poll(new Directory(path), workspace, true);
  }

  private void poll() {
    files.poll(new Directory(path), workspace, false);
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(path.resolve(file), text);
  }

  private int version(String workflow) {
    return catalogue.find(workspace, workflow).map(Workflow::version).orElse(0);
  }

  private List<String> errors() {
    return log.stream().filter(text -> text.startsWith("SEVERE")).toList();
  }

  @Test
  void faultyFileDoesNotPreventOthers() throws Exception {
    write("a-bad.yaml", "do: [");
    Files.write(path.resolve("b-bytes.yml"), new byte[] {(byte) 0xff});
    write("greet.yaml", GOOD);
    write("greet.yml", GOOD + "# another\n");
    write("notes.txt", "not ours");
    write("x.yaml", " ".repeat((1 << 20) + 1));

    start();
    poll();

    assertThat(catalogue.all(workspace)).extracting(Workflow::name).containsExactly("greet");
    assertThat(version("greet")).isEqualTo(1);
    assertThat(errors()).hasSize(4);
    assertThat(errors().get(0)).contains("a-bad.yaml: ", "line 1");
    assertThat(errors().get(1)).contains("b-bytes.yml: ", "it is not UTF-8");
    assertThat(errors().get(2)).contains("greet.yml: ", "greet.yaml has the same workflow name");
    assertThat(errors().get(3)).contains("x.yaml: ", "it is longer than 1 MiB");
  }

  @Test
  @Tag("C9")
  void loadedFileIsWarnedAboutOnce() throws Exception {
    write("greet.yaml", GOOD + "      export: {as: {request: 1}}\n");
    start();
    poll();
    assertThat(version("greet")).isEqualTo(1);
    assertThat(log.stream().filter(text -> text.startsWith("WARNING")))
        .singleElement()
        .asString()
        .contains("workflow greet: greet.yaml: line 5", "/do/0/answer/export/as/request");
    assertThat(errors()).isEmpty();
  }

  @Test
  void changeIsLoadedAfterTwoEqualPolls() throws Exception {
    write("greet.yaml", GOOD);
    start();
    write("greet.yaml", GOOD.replace("hello", "goodbye"));
    poll();
    assertThat(version("greet")).isEqualTo(1);
    poll();
    assertThat(version("greet")).isEqualTo(2);
    poll();
    assertThat(version("greet")).isEqualTo(2);

    write(
        "new.json",
        "{\"document\": {\"dsl\": \"1.0.0\", \"namespace\": \"tests\", \"name\":"
            + " \"new\", \"version\": \"1.0.0\"}, \"do\": [{\"a\": {\"set\": {\"x\": 1}}}]}");
    poll();
    poll();
    assertThat(version("new")).isEqualTo(1);
  }

  /** Tries every length; some prefixes are valid definitions. */
  @Test
  void growingFileIsLoadedOnlyWhenComplete() throws Exception {
    String longer = GOOD + "  - more:\n      set: {greeting: hello again}\n";
    for (int length = 1; length < longer.length(); length += 7) {
      write("greet.yaml", longer.substring(0, length));
      poll();
      assertThat(version("greet")).isZero();
    }
    write("greet.yaml", longer);
    poll();
    poll();
    assertThat(version("greet")).isEqualTo(1);
    assertThat(catalogue.current(catalogue.find(workspace, "greet").orElseThrow()).source())
        .isEqualTo(longer);
    assertThat(errors()).isEmpty();
  }

  @Test
  void fileThatBecomesFaultyKeepsItsVersionAndIsLoggedOnce() throws Exception {
    write("greet.yaml", GOOD);
    start();
    write("greet.yaml", GOOD + "  - broken: {sett: {}}\n");
    for (int times = 0; times < 5; times++) {
      poll();
    }

    assertThat(version("greet")).isEqualTo(1);
    assertThat(errors())
        .singleElement()
        .asString()
        .contains("greet.yaml", "line 5", "/do/1/broken");

    write("greet.yaml", GOOD);
    poll();
    poll();
    assertThat(errors()).hasSize(1);
    assertThat(version("greet")).isEqualTo(1);
  }

  @Test
  void removedFileIsLoggedAndItsWorkflowRemains() throws Exception {
    write("greet.yaml", GOOD);
    start();
    Files.delete(path.resolve("greet.yaml"));
    poll();
    poll();

    assertThat(version("greet")).isEqualTo(1);
    assertThat(log)
        .filteredOn(text -> text.contains("was removed"))
        .containsExactly(
            "INFO workflow file greet.yaml was removed; the workflow greet stays as it is, remove it"
                + " by its name");
  }

  @Test
  void missingDirectoryIsLoggedOnce() throws Exception {
    write("greet.yaml", GOOD);
    start();
    Path away = path.resolveSibling(path.getFileName() + "-away");
    Files.move(path, away);
    poll();
    poll();
    assertThat(errors()).hasSize(1);
    assertThat(log).noneMatch(text -> text.contains("was removed"));
    Files.move(away, path);
    poll();
    assertThat(errors()).hasSize(1);
  }

  @Test
  void unavailableStoreIsLoggedOnceAndTheFileIsLoadedLater() throws Exception {
    write("greet.yaml", GOOD);
    store.off();
    poll();
    poll();
    poll();
    poll();
    assertThat(errors()).hasSize(1);
    store.on();
    poll();
    assertThat(version("greet")).isEqualTo(1);
    assertThat(errors()).hasSize(1);
  }

  @Test
  void twoNodesWithTheSameFilesCreateOneVersion() throws Exception {
    write("greet.yaml", GOOD);
    start();
    try (TestContainer second = new TestContainer(store).with(Clock.class, Clock.systemUTC())) {
      WorkflowFiles others = second.get(WorkflowFiles.class);
      others.poll(new Directory(path), workspace, true);
      for (int change = 2; change < 12; change++) {
        write("greet.yaml", GOOD.replace("hello", "hello " + change));
        poll();
        others.poll(new Directory(path), workspace, false);
        CyclicBarrier together = new CyclicBarrier(2);
        List<Future<?>> both = new ArrayList<>();
        for (WorkflowFiles node : List.of(files, others)) {
          both.add(
              threads.submit(
                  () -> {
                    together.await();
                    node.poll(new Directory(path), workspace, false);
                    return true;
                  }));
        }
        for (Future<?> one : both) {
          one.get();
        }
        assertThat(version("greet")).isEqualTo(change);
        assertThat(errors()).isEmpty();
      }
    }
  }

  @Test
  void missingDirectoryPreventsTheStart() {
    assertThatThrownBy(() -> Directory.of(set(path.resolve("no").toString())))
        .isInstanceOf(BadSettings.class)
        .hasMessageContaining("drawbridge.workflows.directory");
    assertThat(Directory.of(set(path.toString()))).contains(new Directory(path));
    assertThat(Directory.of(set("  "))).isEmpty();
  }

  private static Config set(String value) {
    return (Config)
        Proxy.newProxyInstance(
            Config.class.getClassLoader(),
            new Class<?>[] {Config.class},
            (proxy, method, arguments) -> Optional.of(value));
  }
}
