package drawbridge.admin.control.tryout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drawbridge.fixture.OnEveryStore;
import drawbridge.fixture.Store;
import drawbridge.fixture.TestContainer;
import drawbridge.fixture.Threads;
import drawbridge.inbound.body.MemoryPool;
import drawbridge.inbound.control.InboundSettings;
import drawbridge.inbound.entity.RequestLimits;
import drawbridge.inbound.entity.Uid;
import drawbridge.inbound.trigger.control.PublicUrl;
import drawbridge.inbound.trigger.control.Triggers;
import drawbridge.inbound.trigger.control.UnrecordedCalls;
import drawbridge.inbound.trigger.control.saving.TriggerSaving;
import drawbridge.inbound.trigger.setup.GivenSecrets;
import drawbridge.inbound.trigger.setup.SetupForm;
import drawbridge.platform.Age;
import drawbridge.platform.Fault;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.platform.compute.ProcessorTime;
import drawbridge.platform.compute.TooLong;
import drawbridge.platform.compute.Trials;
import drawbridge.provider.remote.RemoteKeys;
import drawbridge.provider.vault.Keyring;
import drawbridge.workflow.control.Catalogue;
import drawbridge.workflow.definition.DefinitionFormat;
import drawbridge.workspace.control.Workspaces;
import drawbridge.workspace.entity.Workspace;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.json.JsonObject;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.GZIPOutputStream;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@OnEveryStore
class TryOutTest {

  private static final String GREET =
      """
      document: {dsl: '1.0.0', namespace: tests, name: greet, version: '1.0.0'}
      do:
        - greet: {set: {greeting: 'Hello, {{runtime.name}}!'}}
      """;
  private static final String SECRET = "the secret of senders";

  private final DataSource store;
  private final TestContainer container;
  private final Workspace workspace;
  private final TryOut tryOut;

  TryOutTest(Store on) {
    store = on.open();
    container =
        new TestContainer(store)
            .with(Clock.class, Clock.systemUTC())
            .with(RemoteKeys.class, RemoteKeys.none())
            .with(Keyring.class, Keyring.of(Keyring.newKey()))
            .with(PublicUrl.class, new PublicUrl(Optional.empty()))
            .with(
                InboundSettings.class,
                new InboundSettings(RequestLimits.DEFAULT, Duration.ofDays(30), Age.FOREVER))
            .with(ManagedScheduledExecutorService.class, Threads.direct())
            .with(Config.class, emptyConfig());
    workspace = container.get(Workspaces.class).create("default", SECRET).orElseThrow();
    var unused =
        container.get(Catalogue.class).save(workspace.id(), "greet", GREET, DefinitionFormat.YAML);
    JsonObject form = JsonBinding.object("{\"workflow\": \"greet\"}");
    GivenSecrets given = GivenSecrets.in(form, new ArrayList<>());
    var saved =
        container
            .get(TriggerSaving.class)
            .save(
                workspace.id(),
                "shop",
                SetupForm.read(form, new ArrayList<>()).orElseThrow(),
                given);
    assertThat(saved.trigger()).isPresent();
    tryOut = container.get(TryOut.class);
  }

  private static Config emptyConfig() {
    return (Config)
        Proxy.newProxyInstance(
            TryOutTest.class.getClassLoader(),
            new Class<?>[] {Config.class},
            (proxy, method, arguments) -> Optional.empty());
  }

  @AfterEach
  void close() {
    container.close();
  }

  private TryOutResult tryRequest(Optional<String> trigger, String body) {
    Map<String, List<String>> headers =
        Map.of(
            "inbound-webhook-secret", List.of(SECRET), "content-type", List.of("application/json"));
    TryOutRequest.Sample sample = new TryOutRequest.Sample(trigger, headers, body);
    TryOutRequest trial = new TryOutRequest("greet", Optional.empty(), sample, Map.of());
    return tryOut.of(workspace, trial, "http://localhost:8080").orElseThrow();
  }

  @Test
  void tryingARequestChangesNoRow() throws SQLException {
    Map<String, List<String>> before = rows();
    assertThat(before).hasSizeGreaterThan(10);

    TryOutResult batch =
        tryRequest(
            Optional.empty(),
            "{\"workflow\": \"greet\", \"name\": \"Ada\", \"batch\": [{\"uid\": \"u1\"}, {\"workflow\":"
                + " \"none\"}]}");
    TryOutResult single = tryRequest(Optional.of("shop"), "{\"name\": \"Ada\"}");
    TryOutResult broken = tryRequest(Optional.empty(), "{");

    assertThat(batch.admission().isAdmitted()).isTrue();
    assertThat(batch.results()).isEqualTo(2);
    assertThat(String.valueOf(batch.entries().get(0).dryRun())).contains("Hello, Ada!");
    assertThat(single.entries()).hasSize(1);
    assertThat(broken.faults()).isNotEmpty();
    assertThat(rows()).isEqualTo(before);
  }

  @Test
  void endlessDryRunEndsAndTheNextOneMayBegin() {
    String endless =
        """
        document: {dsl: '1.0.0', namespace: tests, name: greet, version: '1.0.0'}
        do:
          - burn: {set: {n: '${ [range(300000)] | length }'}, then: burn}
        """;
    for (int i = 0; i < 2; i++) {
      long before = ProcessorTime.computed();
      assertThatThrownBy(() -> tryDraft(endless)).isInstanceOf(TooLong.class);
      assertThat(Duration.ofNanos(ProcessorTime.computed() - before))
          .isLessThan(Trials.LIMIT.multipliedBy(2));
    }
    assertThat(tryRequest(Optional.empty(), "{\"workflow\": \"greet\"}").entries()).hasSize(1);
  }

  private void tryDraft(String definition) {
    TryOutRequest.Sample sample =
        new TryOutRequest.Sample(Optional.empty(), Map.of(), "{\"workflow\": \"greet\"}");
    Catalogue.Text draft = new Catalogue.Text(definition, DefinitionFormat.YAML);
    var unused =
        tryOut.of(
            workspace,
            new TryOutRequest("greet", Optional.of(draft), sample, Map.of()),
            "http://localhost:8080");
  }

  @Test
  @Tag("T11")
  void replyOfTheTriggerIsShown() {
    saveTrigger("fixed", "{\"body\": {\"text\": \"Thanks, {{runtime.name}}\"}}");
    TryOutResult.Reply fixed = reply("fixed");
    assertThat(fixed.head()).isEqualTo("HTTP 200\nContent-Type: application/json");
    assertThat(fixed.body()).isEqualTo("{\"text\":\"Thanks, Ada\"}");

    saveTrigger(
        "run",
        "{\"from\": \"run\", \"within\": \"PT3S\", \"contentType\": \"text/plain\", \"body\":"
            + " \"{{output.greeting}}\", \"headers\": {\"X-Run\": \"{{runId}}\"}}");
    TryOutResult.Reply fromRun = reply("run");
    assertThat(fromRun.head()).contains("X-Run: 00000000-0000-0000-0000-000000000000");
    assertThat(fromRun.body()).isEqualTo("Hello, Ada!");

    saveTrigger("broken", "{\"contentType\": \"text/xml\", \"body\": \"{{{runtime.name}}}\"}");
    assertThat(reply("broken").head()).isEqualTo("HTTP 202");
    assertThat(reply("broken").note())
        .isEqualTo("The ordinary reply is sent: the body is not well-formed XML.");
    assertThat(tryRequest(Optional.of("shop"), "{}").reply()).isNull();
  }

  @Test
  @Tag("T11")
  void routeAndReplySeeOneNow() {
    save(
        "timed",
        "{\"routes\": [{\"when\": \".request.receivedAt[:19] == (now | todate[:19])\", \"workflow\":"
            + " \"greet\"}], \"reply\": {\"body\": {\"same\": \"${ .request.receivedAt[:19] == (now |"
            + " todate[:19]) }\"}}}");
    TryOutResult result = tryRequest(Optional.of("timed"), "{\"name\": \"Ada\"}");
    assertThat(result.entries()).extracting(TryOutResult.Entry::route).containsExactly(1);
    assertThat(Objects.requireNonNull(result.reply()).body()).contains("\"same\":true");
  }

  @Test
  @Tag("C11")
  void dryRunOfATriggerIsCounted() {
    var unused = tryRequest(Optional.of("shop"), "{\"name\": \"Ada\"}");
    unused = tryRequest(Optional.empty(), "{\"workflow\": \"greet\"}");
    String id = container.get(Triggers.class).find(workspace.id(), "shop").orElseThrow().id();
    assertThat(container.get(UnrecordedCalls.class).of(id).dryRuns()).isEqualTo(1);
  }

  @Test
  @Tag("T10")
  void decidingRouteAndOrdinaryStatusAreShown() {
    save(
        "routes",
        "{\"routes\": [{\"when\": \".runtime.kind == \\\"noise\\\"\", \"ignore\": true},"
            + " {\"when\": \".runtime.kind == \\\"greeting\\\"\", \"workflow\": \"greet\"},"
            + " {\"when\": \".runtime.kind == \\\"lost\\\"\", \"workflow\": \"none\"}],"
            + " \"split\": \"\", \"uidFrom\": {\"pointer\": \"/id\"}, \"acceptedStatus\": 200}");
    TryOutResult result =
        tryRequest(
            Optional.of("routes"),
            "[{\"kind\": \"noise\"}, {\"kind\": \"greeting\", \"name\": \"Ada\"}, {\"kind\": \"other\"}]");
    assertThat(result.status()).isEqualTo(200);
    assertThat(result.entries()).extracting(TryOutResult.Entry::route).containsExactly(1, 2, null);
    assertThat(result.entries())
        .extracting(TryOutResult.Entry::condition)
        .containsExactly(".runtime.kind == \"noise\"", ".runtime.kind == \"greeting\"", null);
    assertThat(result.entries())
        .extracting(TryOutResult.Entry::details)
        .containsExactly(
            List.of("Route 1 ignores it."),
            List.of(),
            List.of("No route matches it, and the trigger names no other workflow."));
    assertThat(result.entries().get(1).order().withoutUid())
        .hasValue("the value at /id is missing");
    assertThat(tryRequest(Optional.of("routes"), "[{\"kind\": \"noise\"}]").status())
        .isEqualTo(200);
    assertThat(tryRequest(Optional.of("routes"), "[{\"kind\": \"lost\"}]").status()).isEqualTo(422);
    assertThat(
            tryRequest(Optional.of("routes"), "[{\"kind\": \"noise\"}, {\"kind\": \"lost\"}]")
                .status())
        .isEqualTo(207);
    assertThat(tryRequest(Optional.of("routes"), "{").status()).isEqualTo(400);
    assertThat(tryRequest(Optional.of("shop"), "{}").status()).isEqualTo(202);
  }

  private TryOutResult tryAt(
      String trigger, String method, String query, String type, SampleBody body, String coding) {
    TryOutRequest.Sample sample =
        new TryOutRequest.Sample(
            Optional.of(trigger).filter(it -> !it.isEmpty()),
            Optional.of(method),
            Optional.of(query),
            Map.of(
                "Inbound-Webhook-Secret", List.of(SECRET),
                "content-type", List.of("text/plain"),
                "Content-Encoding", List.of(coding)),
            Optional.of(type),
            body);
    return tryOut
        .of(workspace, new TryOutRequest("greet", Optional.empty(), sample, Map.of()), "http://x")
        .orElseThrow();
  }

  @Test
  @Tag("T6")
  @Tag("T8")
  void requestIsTriedAsTheSenderSendsIt() throws IOException {
    save(
        "any",
        "{\"workflow\": \"greet\", \"methods\": [\"PUT\", \"GET\"], \"mediaTypes\": [\"*/*\"],"
            + " \"uidFrom\": {\"query\": \"id\"}, \"maxBody\": 1024}");
    SampleBody none = SampleBody.of("");

    TryOutResult get = tryAt("any", "GET", "id=a%20b&id2", "text/plain", none, "identity");
    assertThat(get.entries().get(0).order().uid()).hasValue(new Uid("a b"));
    assertThat(tryAt("any", "POST", "", "text/plain", none, "").status()).isEqualTo(405);
    assertThat(tryAt("any", "GET", "", "text/plain", SampleBody.of("x"), "").status())
        .isEqualTo(400);

    SampleBody latin = SampleBody.of("naïve");
    TryOutResult text = tryAt("any", "PUT", "", "text/plain; charset=iso-8859-1", latin, "");
    assertThat(text.entries().get(0).order().runtime().textValue()).isEqualTo("naïve");

    SampleBody zipped = base64(gzip("{\"name\": \"Ada\"}"));
    TryOutResult json = tryAt("any", "PUT", "", "application/json", zipped, "gzip");
    assertThat(String.valueOf(json.entries().get(0).dryRun())).contains("Hello, Ada!");
    assertThat(tryAt("any", "PUT", "", "application/json", zipped, "br").status()).isEqualTo(415);
    assertThat(tryAt("any", "PUT", "", "text/plain", base64(gzip("x".repeat(2000))), "gzip"))
        .satisfies(it -> assertThat(it.status()).isEqualTo(413))
        .satisfies(it -> assertThat(it.admission().isAdmitted()).isFalse())
        .satisfies(
            it ->
                assertThat(it.faults().get(0).detail())
                    .isEqualTo(
                        "The body has more than 1024 bytes, the limit of maxBody of this trigger."
                            + " Send a shorter one."));
    assertThat(container.get(MemoryPool.class).taken()).isZero();
  }

  @Test
  @Tag("C10")
  void workflowRequestIsTriedAsTheSenderSendsIt() {
    SampleBody body = SampleBody.of("{\"workflow\": \"greet\", \"name\": \"Ada\"}");
    assertThat(tryAt("", "POST", "", "text/json; charset=x", body, "").status()).isEqualTo(202);
    assertThat(tryAt("", "PUT", "", "application/json", body, "").status()).isEqualTo(405);
    assertThat(tryAt("", "POST", "", "application/xml", body, "").status()).isEqualTo(415);
    assertThat(tryAt("", "POST", "", "json", body, "").faults().get(0).detail())
        .startsWith("The Content-Type is not well-formed.");
  }

  private static SampleBody base64(byte[] bytes) {
    List<Fault> faults = new ArrayList<>();
    assertThat(SampleBody.ofBase64("a*b", faults)).isEmpty();
    assertThat(SampleBody.ofBase64("=", faults)).isEmpty();
    assertThat(faults).hasSize(2);
    return SampleBody.ofBase64(Base64.getMimeEncoder().encodeToString(bytes) + "\n", faults)
        .orElseThrow();
  }

  private static byte[] gzip(String text) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(text.getBytes(StandardCharsets.UTF_8));
    }
    return out.toByteArray();
  }

  @Test
  void unsavedWorkflowCountsAsAccepted() {
    TryOutRequest.Sample sample =
        new TryOutRequest.Sample(
            Optional.empty(),
            Map.of("inbound-webhook-secret", List.of(SECRET)),
            "{\"workflow\": \"new\"}");
    Catalogue.Text draft = new Catalogue.Text(GREET, DefinitionFormat.YAML);
    TryOutRequest trial = new TryOutRequest("new", Optional.of(draft), sample, Map.of());
    TryOutResult result = tryOut.of(workspace, trial, "http://localhost:8080").orElseThrow();
    assertThat(result.entries()).extracting(TryOutResult.Entry::status).containsExactly("accepted");
    assertThat(result.status()).isEqualTo(202);
  }

  @Test
  @Tag("X23")
  void inputSchemaOfAnUnsavedDefinitionDecides() {
    String schema = "input: {schema: {document: {properties: {runtime: {required: [id, at]}}}}}\n";
    Catalogue.Text draft = new Catalogue.Text(GREET + schema, DefinitionFormat.YAML);
    for (String workflow : List.of("greet", "new")) {
      TryOutResult.Entry unfit = entry(workflow, draft, "{\"workflow\": \"" + workflow + "\"}");
      assertThat(unfit.status()).isEqualTo("rejected");
      assertThat(unfit.details())
          .containsExactly(
              "/runtime: required property 'id' not found",
              "/runtime: required property 'at' not found");
      assertThat(unfit.dryRun()).isNull();
      TryOutResult.Entry fit =
          entry(workflow, draft, "{\"workflow\": \"" + workflow + "\", \"id\": 1, \"at\": 2}");
      assertThat(fit.status()).isEqualTo("accepted");
      assertThat(fit.dryRun()).isNotNull();
    }
  }

  private TryOutResult.Entry entry(String workflow, Catalogue.Text draft, String body) {
    TryOutRequest.Sample sample =
        new TryOutRequest.Sample(
            Optional.empty(), Map.of("inbound-webhook-secret", List.of(SECRET)), body);
    TryOutRequest trial = new TryOutRequest(workflow, Optional.of(draft), sample, Map.of());
    TryOutResult result = tryOut.of(workspace, trial, "http://localhost:8080").orElseThrow();
    return result.entries().get(0);
  }

  private TryOutResult.Reply reply(String trigger) {
    return Objects.requireNonNull(tryRequest(Optional.of(trigger), "{\"name\": \"Ada\"}").reply());
  }

  private void saveTrigger(String name, String reply) {
    save(name, "{\"workflow\": \"greet\", \"reply\": " + reply + "}");
  }

  private void save(String name, String setup) {
    JsonObject form = JsonBinding.object(setup);
    assertThat(
            container
                .get(TriggerSaving.class)
                .save(
                    workspace.id(),
                    name,
                    SetupForm.read(form, new ArrayList<>()).orElseThrow(),
                    GivenSecrets.none())
                .trigger())
        .isPresent();
  }

  /** Returns all rows of all tables, as texts. */
  private Map<String, List<String>> rows() throws SQLException {
    Map<String, List<String>> rows = new TreeMap<>();
    try (Connection connection = store.getConnection();
        Statement statement = connection.createStatement()) {
      List<String> tables = new ArrayList<>();
      try (ResultSet found =
          statement.executeQuery(
              "select table_name from information_schema.tables"
                  + " where lower(table_schema) = 'public'")) {
        while (found.next()) {
          tables.add(found.getString(1));
        }
      }
      for (String table : tables) {
        rows.put(table, rows(statement, table));
      }
    }
    return rows;
  }

  private static List<String> rows(Statement statement, String table) throws SQLException {
    List<String> rows = new ArrayList<>();
    try (ResultSet found = statement.executeQuery("select * from \"" + table + "\"")) {
      int columns = found.getMetaData().getColumnCount();
      while (found.next()) {
        StringBuilder row = new StringBuilder();
        for (int column = 1; column <= columns; column++) {
          row.append(found.getString(column)).append('|');
        }
        rows.add(row.toString());
      }
    }
    return rows.stream().sorted().toList();
  }
}
