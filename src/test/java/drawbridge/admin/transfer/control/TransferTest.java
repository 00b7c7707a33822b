package drawbridge.admin.transfer.control;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.admin.transfer.control.ImportResult.Change;
import drawbridge.admin.transfer.control.ImportResult.Effect;
import drawbridge.admin.transfer.entity.Archive;
import drawbridge.admin.transfer.entity.ArchiveContents;
import drawbridge.admin.transfer.entity.ArchivePath;
import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.fixture.TestContainer;
import drawbridge.fixture.Threads;
import drawbridge.inbound.trigger.control.OwnRows;
import drawbridge.inbound.trigger.control.Triggers;
import drawbridge.inbound.trigger.control.saving.RowSaving;
import drawbridge.inbound.trigger.control.saving.TriggerSaving;
import drawbridge.inbound.trigger.entity.ProviderRow;
import drawbridge.inbound.trigger.entity.ProviderRow.Kind;
import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.setup.GivenSecrets;
import drawbridge.inbound.trigger.setup.SetupForm;
import drawbridge.platform.Fault;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.provider.remote.RemoteKeys;
import drawbridge.provider.vault.Keyring;
import drawbridge.workflow.control.Catalogue;
import drawbridge.workflow.definition.DefinitionFormat;
import drawbridge.workflow.entity.Workflow;
import drawbridge.workspace.control.Workspaces;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Exports and imports workspaces. */
@OnEveryStore
class TransferTest {

  private static final String GREET =
      """
      # kept as it is
      document: {dsl: '1.0.0', namespace: tests, name: greet, version: '1.0.0'}
      do:
        - greet:
            set: {greeting: Hello}
      """;
  private static final String JSON =
      "{\"document\": {\"dsl\": \"1.0.0\", \"namespace\": \"tests\", \"name\": \"other\","
          + " \"version\": \"1.0.0\"},  \"do\": [{\"a\": {\"set\": {\"x\": 1.10}}}]}";

  private final DataSource store;
  private final TestContainer container;
  private final Threads looking = new Threads(2);
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Exports exports;
  private final Imports imports;
  private final Catalogue catalogue;
  private final Triggers triggers;
  private final String from;
  private final String to;

  TransferTest(Store on) {
    store = on.open();
    container = container(Keyring.of(Keyring.newKey()));
    exports = container.get(Exports.class);
    imports = container.get(Imports.class);
    catalogue = container.get(Catalogue.class);
    triggers = container.get(Triggers.class);
    from = container.get(Workspaces.class).create("from", "a secret").orElseThrow().id();
    to = container.get(Workspaces.class).create("to", "a secret").orElseThrow().id();
  }

  private TestContainer container(Keyring keys) {
    return new TestContainer(store)
        .with(Clock.class, Clock.systemUTC())
        .with(RemoteKeys.class, RemoteKeys.none())
        .with(Keyring.class, keys)
        .with(ManagedScheduledExecutorService.class, looking);
  }

  @Test
  @Tag("C9")
  void importedWorkflowIsWarnedAboutUnlessItIsUnchanged() {
    Archive archive = new Archive();
    archive.add(ArchivePath.own(), ArchiveContents.own());
    archive.add(
        ArchivePath.ofWorkflow("greet", DefinitionFormat.YAML),
        GREET + "      export: {as: {request: 1}}\n");
    List<Change> checked = done(imports.check(to, archive));
    assertThat(checked)
        .singleElement()
        .satisfies(
            change ->
                assertThat(change.warnings())
                    .singleElement()
                    .extracting(Fault::pointer)
                    .isEqualTo("/do/0/greet/export/as/request"));
    assertThat(done(imports.bring(to, archive))).isEqualTo(checked);
    assertThat(done(imports.bring(to, archive)))
        .singleElement()
        .satisfies(change -> assertThat(change.warnings()).isEmpty());
  }

  @AfterEach
  void close() {
    threads.shutdownNow();
    looking.end();
    container.close();
  }

  private void setUp() {
    var greet = catalogue.save(from, "greet", GREET, DefinitionFormat.YAML);
    var other = catalogue.save(from, "an/other ü", JSON, DefinitionFormat.JSON);
    assertThat(greet).isNotEqualTo(other);
    String id = catalogue.find(from, "greet").map(Workflow::id).orElseThrow();
    trigger(
        "plain", "{\"workflow\": \"" + id + "\", \"stateValues\": {\"b\": 1.10, \"a\": \"one\"}}");
    trigger(
        "signed",
        "{\"workflow\": \"an/other ü\", \"signature\": {\"scheme\": \"github\", \"secret\": \"known"
            + " to both\"}, \"uidFrom\": {\"header\": \"X-GitHub-Delivery\"}, \"rate\":"
            + " {\"perSecond\": 5, \"burst\": 9}}");
    trigger("exact", "{\"workflow\": \"greet\", \"stateValues\": {\"much\": \"0x1\"}}");
    trigger(
        "meta",
        "{\"workflow\": \"greet\", \"handshake\": {\"provider\": \"meta\", \"token\": \"a token of"
            + " ours\"}}");
    triggers.enable(from, "plain", false);
  }

  private void trigger(String name, String json) {
    List<Fault> faults = new ArrayList<>();
    JsonObject form = JsonBinding.object(json);
    GivenSecrets given = GivenSecrets.in(form, faults);
    var saved =
        container
            .get(TriggerSaving.class)
            .save(
                from,
                name,
                SetupForm.read(form, container.get(OwnRows.class).in(from), faults).orElseThrow(),
                given);
    assertThat(saved.faults()).isEmpty();
  }

  private static Archive read(byte[] zip) {
    List<Fault> faults = new ArrayList<>();
    Archive archive = Archive.read(zip, faults);
    assertThat(faults).isEmpty();
    return archive;
  }

  private static List<Change> done(ImportResult imported) {
    return imported.match(
        ImportResult.Done::changes,
        faulty -> {
          throw new AssertionError(faulty.faults().toString());
        },
        () -> {
          throw new AssertionError("no key");
        });
  }

  private static List<String> refused(ImportResult imported) {
    return imported.match(
        done -> {
          throw new AssertionError(done.changes().toString());
        },
        faulty -> faulty.faults().stream().map(Fault::inWords).toList(),
        () -> List.of("no key"));
  }

  private Archive archive(String... pathsAndTexts) {
    Archive archive = new Archive();
    archive.add(ArchivePath.own(), ArchiveContents.own());
    for (int at = 0; at < pathsAndTexts.length; at += 2) {
      archive.files().put(pathsAndTexts[at], pathsAndTexts[at + 1]);
    }
    return archive;
  }

  @Test
  void exportOfAnImportHasTheSameBytes() {
    setUp();
    byte[] first = exports.of(from).toZip();

    List<Change> changes = done(imports.bring(to, read(first)));

    assertThat(changes).extracting(Change::effect).containsOnly(Effect.CREATED);
    assertThat(exports.of(to).toZip()).isEqualTo(first);
    assertThat(exports.of(from).files().keySet())
        .containsExactly(
            "drawbridge.yaml",
            "triggers/exact.json",
            "triggers/meta.yaml",
            "triggers/plain.yaml",
            "triggers/signed.yaml",
            "workflows/an%2Fother%20%C3%BC.json",
            "workflows/greet.yaml");
    assertThat(exports.of(from).files())
        .containsEntry("workflows/greet.yaml", GREET)
        .containsEntry("workflows/an%2Fother%20%C3%BC.json", JSON)
        .containsEntry("triggers/plain.yaml", plain());
    assertThat(new String(first, StandardCharsets.UTF_8))
        .doesNotContain("known to both")
        .doesNotContain("a token of ours");
    assertThat(triggers.find(to, "plain").orElseThrow().isDisabled()).isTrue();
  }

  @Test
  void metadataOfOthersIsKeptByteForByte() throws IOException {
    String text = Files.readString(Path.of("src/test/resources/definitions/valid/metadata.yaml"));
    String crlf = text.replace("\n", "\r\n");
    var yaml = catalogue.save(from, "metadata", text, DefinitionFormat.YAML);
    var windows = catalogue.save(from, "windows", crlf, DefinitionFormat.YAML);
    assertThat(yaml).isNotEqualTo(windows);

    List<Change> changes = done(imports.bring(to, read(exports.of(from).toZip())));

    assertThat(changes).extracting(Change::effect).containsOnly(Effect.CREATED);
    assertThat(source(to, "metadata")).isEqualTo(text).isEqualTo(source(from, "metadata"));
    assertThat(source(to, "windows")).isEqualTo(crlf).isEqualTo(source(from, "windows"));
  }

  private String source(String workspace, String name) {
    return catalogue.current(catalogue.find(workspace, name).orElseThrow()).source();
  }

  private static String plain() {
    return """
        workflow: greet
        stateValues:
          b: 1.10
          a: one
        secretRequired: false
        mediaTypes:
        - application/json
        acceptedStatus: 202
        enabled: false
        """;
  }

  @Test
  void equalFilesChangeNothingAndKeepSecrets() {
    setUp();
    Archive same = exports.of(from);
    List<String> before = triggers.secretsIn(from).stream().map(it -> it.id()).toList();

    List<Change> changes = done(imports.bring(from, same));

    assertThat(changes).extracting(Change::effect).containsOnly(Effect.UNCHANGED);
    assertThat(changes).flatExtracting(Change::missing).isEmpty();
    assertThat(triggers.secretsIn(from).stream().map(it -> it.id()).toList()).isEqualTo(before);
    assertThat(catalogue.find(from, "greet").orElseThrow().version()).isEqualTo(1);

    same.files().put("workflows/greet.yaml", GREET + "# changed\n");
    same.files().compute("triggers/signed.yaml", (path, text) -> text + "secretRequired: true\n");
    same.files()
        .compute(
            "triggers/signed.yaml",
            (path, text) -> text.replaceFirst("secretRequired: false\n", ""));
    assertThat(done(imports.check(from, same)))
        .filteredOn(change -> change.effect() == Effect.CHANGED)
        .extracting(Change::file)
        .containsExactly("workflows/greet.yaml", "triggers/signed.yaml");
    assertThat(catalogue.find(from, "greet").orElseThrow().version()).isEqualTo(1);
    assertThat(done(imports.bring(from, same))).flatExtracting(Change::missing).isEmpty();
    assertThat(catalogue.find(from, "greet").orElseThrow().version()).isEqualTo(2);
    assertThat(triggers.secretsIn(from).stream().map(it -> it.id()).toList()).isEqualTo(before);
  }

  @Test
  void importedTriggerReportsItsMissingSecret() {
    setUp();

    List<Change> changes = done(imports.bring(to, exports.of(from)));

    assertThat(changes)
        .filteredOn(change -> !change.missing().isEmpty())
        .extracting(change -> change.file() + " " + change.missing())
        .containsExactly(
            "triggers/meta.yaml [" + Purpose.HANDSHAKE + "]",
            "triggers/signed.yaml [" + Purpose.SIGNATURE + "]");
    Trigger signed = triggers.find(to, "signed").orElseThrow();
    assertThat(triggers.secrets(signed.id()))
        .extracting(it -> it.purpose())
        .containsExactly(Purpose.ADDRESS);
  }

  @Test
  void changedSchemeRemovesTheOldSecret() {
    setUp();
    Archive archive = exports.of(from);
    archive
        .files()
        .compute("triggers/signed.yaml", (path, text) -> text.replace("github", "shopify"));
    assertThat(done(imports.bring(from, archive)))
        .filteredOn(change -> change.file().equals("triggers/signed.yaml"))
        .singleElement()
        .returns(List.of(Purpose.SIGNATURE), Change::missing);
    assertThat(triggers.secrets(triggers.find(from, "signed").orElseThrow().id()))
        .extracting(it -> it.purpose())
        .containsExactly(Purpose.ADDRESS);
  }

  @Test
  void faultyImportChangesNothingAndReportsAllFaults() {
    Archive archive =
        archive(
            "workflows/good.yaml", GREET,
            "workflows/bad.yaml", GREET + "  - broken: {sett: {}}\n",
            "workflows/%2E.yaml", GREET,
            "workflows/good.json", JSON,
            "triggers/t.yaml", "workflow: good\nsignature: {scheme: github, secret: oh}\nx: 1\n",
            "triggers/u.yaml", "workflow: nowhere\n",
            "triggers/v.yaml", "workflow: [\n",
            "triggers/w.yaml", "workflow: good\nworkflow: good\n",
            "triggers/y.yaml", "workflow: good\nenabled: maybe\n");
    archive.files().put(ArchivePath.OWN, "format: 2\n");

    List<String> faults = refused(imports.bring(to, archive));

    assertThat(String.join("\n", faults))
        .contains("drawbridge.yaml: /format: must be 1")
        .contains("workflows/bad.yaml: line 6")
        .contains("workflows/%2E.yaml: the name of a workflow is not . or ..")
        .contains("has the same name as workflows/good.json")
        .contains("triggers/t.yaml: /signature: must hold no secret")
        .contains("triggers/t.yaml: /x")
        .contains("triggers/u.yaml: /workflow: names no workflow of this export or workspace")
        .contains("triggers/v.yaml: line ")
        .contains("triggers/w.yaml: line 2")
        .contains("triggers/y.yaml: /enabled: must be true or false")
        .doesNotContain("oh");
    assertThat(catalogue.all(to)).isEmpty();
    assertThat(triggers.of(to)).isEmpty();
  }

  @Test
  void importWithoutAKeyChangesNothing() {
    setUp();
    Archive archive = exports.of(from);
    try (TestContainer keyless = container(Keyring.none())) {
      assertThat(refused(keyless.get(Imports.class).bring(to, archive))).containsExactly("no key");
      assertThat(catalogue.all(to)).isEmpty();
    }
  }

  @Test
  void concurrentImportsOnTwoNodesCreateEachFileOnce() throws Exception {
    setUp();
    Archive archive = exports.of(from);
    try (TestContainer second = container(Keyring.of(Keyring.newKey()))) {
      CyclicBarrier together = new CyclicBarrier(2);
      List<Future<List<Change>>> both = new ArrayList<>();
      for (Imports node : List.of(imports, second.get(Imports.class))) {
        both.add(
            threads.submit(
                () -> {
                  together.await();
                  return done(node.bring(to, archive));
                }));
      }
      for (Future<List<Change>> one : both) {
        assertThat(one.get()).hasSize(6);
      }
    }
    assertThat(catalogue.all(to)).extracting(Workflow::version).containsExactly(1, 1);
    assertThat(triggers.of(to)).hasSize(4);
    assertThat(exports.of(to).toZip()).isEqualTo(exports.of(from).toZip());
  }

  private static final String HMAC =
      "{\"workflow\": \"greet\", \"signature\": {\"scheme\": \"zoom\", \"secret\": \"%s\"}}";

  /** A handshake that answers with the kept secret would sign events of the other trigger. */
  @Test
  @Tag("T5")
  void importGivesNoHandshakeToASharedSecret() {
    var unused = catalogue.save(from, "greet", GREET, DefinitionFormat.YAML);
    trigger("first", HMAC.formatted("shared-secret"));
    trigger("second", HMAC.formatted("shared-secret"));
    String before = triggers.find(from, "first").orElseThrow().setup();
    Archive archive = exports.of(from);
    archive
        .files()
        .compute("triggers/first.yaml", (path, text) -> text + "handshake: {provider: zoom}\n");
    archive.files().put("workflows/greet.yaml", GREET + "# changed\n");

    for (ImportResult result :
        List.of(imports.check(from, archive), imports.bring(from, archive))) {
      assertThat(refused(result))
          .singleElement()
          .asString()
          .startsWith("triggers/first.yaml: /signature/secret: is a secret of trigger second");
    }
    assertThat(triggers.find(from, "first").orElseThrow().setup()).isEqualTo(before);
    assertThat(catalogue.find(from, "greet").orElseThrow().version()).isEqualTo(1);

    assertThat(triggers.remove(from, "second")).isTrue();
    archive.files().remove("triggers/second.yaml");
    assertThat(done(imports.check(from, archive))).isEqualTo(done(imports.bring(from, archive)));
    assertThat(triggers.find(from, "first").orElseThrow().setup()).contains("handshake");
  }

  /** Both files together are faulty, though each of them is not. */
  @Test
  @Tag("T5")
  void importedTriggersAreCheckedAgainstEachOther() {
    var unused = catalogue.save(from, "greet", GREET, DefinitionFormat.YAML);
    trigger("first", HMAC.formatted("shared-secret"));
    trigger(
        "second",
        "{\"workflow\": \"greet\", \"signature\": {\"scheme\": \"hmac\", \"header\": \"X-Sig\","
            + " \"algorithm\": \"sha1\", \"encoding\": \"hex\", \"signed\": \"{body}\","
            + " \"secret\": \"shared-secret\"}}");
    Archive archive = exports.of(from);
    archive
        .files()
        .compute("triggers/first.yaml", (path, text) -> text + "handshake: {provider: zoom}\n");
    assertThat(done(imports.check(from, archive))).isNotEmpty();
    archive.files().compute("triggers/second.yaml", (path, text) -> text.replace("sha1", "sha256"));

    assertThat(refused(imports.bring(from, archive)))
        .singleElement()
        .asString()
        .startsWith("triggers/second.yaml: /signature/secret: is a secret of trigger first");
    assertThat(triggers.find(from, "first").orElseThrow().setup()).doesNotContain("handshake");
  }

  private static final String ECHO =
      """
      {"request": {"method": "GET", "when": [{"query": "ask"}]},
       "challenge": {"query": "ask", "form": "token"}, "answer": {"status": 200, "text": "{challenge}"}}
      """;
  private static final String ACME =
      """
      {"header": "X-Acme", "algorithm": "sha256", "encoding": "hex", "signed": "{body}", "open": []}
      """;
  private static final String NAMED =
      "{\"workflow\": \"greet\", \"handshake\": {\"provider\": \"own:echo\"},"
          + " \"signature\": {\"scheme\": \"own:acme\", \"secret\": \"of acme we know\"}}";

  private void setUpRows() {
    var unused = catalogue.save(from, "greet", GREET, DefinitionFormat.YAML);
    row(from, Kind.HANDSHAKE, "echo", ECHO);
    row(from, Kind.SIGNATURE, "acme", ACME);
    row(from, Kind.HANDSHAKE, "off", ECHO);
    trigger("named", NAMED);
    trigger("closed", "{\"workflow\": \"greet\", \"handshake\": {\"provider\": \"own:off\"}}");
    assertThat(container.get(RowSaving.class).enable(from, Kind.HANDSHAKE, "off", false).row())
        .isPresent();
  }

  private void row(String workspace, Kind kind, String name, String json) {
    assertThat(
            container
                .get(RowSaving.class)
                .save(workspace, kind, name, JsonBinding.object(json))
                .conflicts())
        .isEmpty();
  }

  @Test
  @Tag("T5")
  void exportCarriesRows() {
    setUpRows();
    byte[] first = exports.of(from).toZip();
    assertThat(exports.of(from).files().keySet())
        .containsExactly(
            "drawbridge.yaml",
            "handshakes/echo.yaml",
            "handshakes/off.yaml",
            "signatures/acme.yaml",
            "triggers/closed.yaml",
            "triggers/named.yaml",
            "workflows/greet.yaml");

    List<Change> checked = done(imports.check(to, read(first)));
    assertThat(container.get(OwnRows.class).of(to)).as("validated only").isEmpty();
    List<Change> changes = done(imports.bring(to, read(first)));

    assertThat(checked).isEqualTo(changes);
    assertThat(changes).extracting(Change::effect).containsOnly(Effect.CREATED);
    assertThat(exports.of(to).toZip()).isEqualTo(first);
    assertThat(container.get(OwnRows.class).find(to, Kind.HANDSHAKE, "off").orElseThrow())
        .matches(ProviderRow::isDisabled);
    assertThat(done(imports.bring(from, read(first))))
        .extracting(Change::effect)
        .containsOnly(Effect.UNCHANGED);
  }

  @Test
  @Tag("T5")
  void exportWithoutRowsIsImported() {
    setUpRows();
    Archive archive = exports.of(from);
    archive.files().keySet().removeIf(it -> it.startsWith("hand") || it.startsWith("sign"));
    assertThat(done(imports.bring(from, archive)))
        .extracting(Change::effect)
        .containsOnly(Effect.UNCHANGED);
    assertThat(container.get(OwnRows.class).of(from)).hasSize(3);
    assertThat(refused(imports.check(to, archive)))
        .hasSize(3)
        .anySatisfy(
            fault -> assertThat(fault).startsWith("triggers/named.yaml: /handshake/provider: must"))
        .anySatisfy(
            fault -> assertThat(fault).startsWith("triggers/named.yaml: /signature/scheme: must"));
  }

  @Test
  @Tag("T5")
  void importedRowIsCheckedAgainstItsTriggers() {
    setUpRows();
    Archive archive = exports.of(from);
    archive
        .files()
        .put(
            "handshakes/echo.json",
            ECHO.replace("\"answer\"", "\"token\": {\"query\": \"t\"}, \"answer\""));
    archive.files().remove("handshakes/echo.yaml");
    String before = content("echo");
    for (ImportResult result :
        List.of(imports.check(from, archive), imports.bring(from, archive))) {
      assertThat(refused(result))
          .singleElement()
          .asString()
          .startsWith("handshakes/echo.json: trigger named: /handshake/token");
    }
    assertThat(content("echo")).isEqualTo(before);
  }

  /** A row that would make a handshake sign is compared with all secrets that triggers keep. */
  @Test
  @Tag("T5")
  void importedRowGivesNoHandshakeToASharedSecret() {
    setUpRows();
    trigger("other", HMAC.formatted("of acme we know"));
    Archive archive = exports.of(from);
    archive.files().remove("handshakes/echo.yaml");
    archive
        .files()
        .put(
            "handshakes/echo.json",
            """
            {"request": {"method": "GET", "when": [{"query": "ask"}]},
             "challenge": {"query": "ask", "form": "signed"},
             "hmac": {"algorithm": "sha256", "encoding": "hex"},
             "answer": {"status": 200, "text": "{hmac}"}}
            """);
    assertThat(refused(imports.bring(from, archive)))
        .singleElement()
        .asString()
        .startsWith(
            "handshakes/echo.json: trigger named: /signature/secret: is a secret of trigger other");
    assertThat(content("echo")).doesNotContain("hmac");
  }

  @Test
  @Tag("T5")
  void rowAndItsTriggerChangeTogether() {
    setUpRows();
    Archive archive = exports.of(from);
    String expecting =
        ECHO.replace(
            "\"answer\"", "\"expects\": {\"query\": \"t\", \"setting\": \"topic\"}, \"answer\"");
    archive.files().remove("handshakes/echo.yaml");
    archive.files().put("handshakes/echo.json", expecting);
    assertThat(refused(imports.check(from, archive))).isNotEmpty();
    archive
        .files()
        .compute(
            "triggers/named.yaml",
            (path, text) ->
                text.replace("provider: own:echo", "provider: own:echo\n  topic: news"));
    assertThat(done(imports.bring(from, archive)))
        .filteredOn(change -> change.effect() == Effect.CHANGED)
        .extracting(Change::file)
        .containsExactlyInAnyOrder("handshakes/echo.json", "triggers/named.yaml");
    assertThat(content("echo")).contains("topic");
  }

  /** Also when the archive changes the trigger, whose stored token no file contains. */
  @Test
  @Tag("T5")
  void importedRowKeepsReadingTheTokenOfItsTrigger() {
    setUpRows();
    row(
        from,
        Kind.HANDSHAKE,
        "shown",
        ECHO.replace("\"answer\"", "\"token\": {\"query\": \"t\"}, \"answer\""));
    trigger(
        "shows",
        "{\"workflow\": \"greet\", \"handshake\": {\"provider\": \"own:shown\", \"token\": \"a-long-token\"}}");
    Archive archive = exports.of(from);
    archive.files().remove("handshakes/shown.yaml");
    archive.files().put("handshakes/shown.json", ECHO);
    assertOpensShows(archive);
    archive.files().compute("triggers/shows.yaml", (path, text) -> text + "keepRefused: 3\n");
    assertOpensShows(archive);
  }

  private void assertOpensShows(Archive archive) {
    for (ImportResult result :
        List.of(imports.check(from, archive), imports.bring(from, archive))) {
      assertThat(refused(result))
          .singleElement()
          .asString()
          .startsWith("handshakes/shown.json: trigger shows: /handshake/token");
    }
    assertThat(content("shown")).contains("token\":");
  }

  @Test
  @Tag("T5")
  void faultyRowsAreReportedWithPointers() {
    Archive archive =
        archive(
            "signatures/acme.yaml",
            ACME.replace("sha256", "md5"),
            "signatures/UPPER.yaml",
            ACME,
            "signatures/keys.yaml",
            "{header: X, keys: 'https://evil.example/k', issuers: [a], algorithms: [RS256],"
                + " audience: a, sub: b}",
            "handshakes/echo.json",
            ECHO.replace("\"when\"", "\"whenever\""),
            "handshakes/off.yaml",
            "enabled: maybe\n",
            "handshakes/list.yaml",
            "[]\n");
    for (ImportResult result : List.of(imports.check(to, archive), imports.bring(to, archive))) {
      assertThat(String.join("\n", refused(result)))
          .contains("signatures/acme.yaml: /algorithm: must be one of")
          .contains("signatures/UPPER.yaml: ")
          .contains("signatures/keys.yaml: /keys: must be on a host that the administrator permits")
          .contains("handshakes/echo.json: /request")
          .contains("handshakes/off.yaml: /enabled: must be true or false")
          .contains("handshakes/list.yaml: must be one object");
    }
    assertThat(container.get(OwnRows.class).of(to)).isEmpty();
  }

  private String content(String handshake) {
    return container
        .get(OwnRows.class)
        .find(from, Kind.HANDSHAKE, handshake)
        .orElseThrow()
        .content();
  }
}
