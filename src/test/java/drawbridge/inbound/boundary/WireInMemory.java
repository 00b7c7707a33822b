package drawbridge.inbound.boundary;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.contract.Wire;
import drawbridge.fixture.Reachable;
import drawbridge.fixture.TestContainer;
import drawbridge.fixture.Threads;
import drawbridge.inbound.body.MemoryPool;
import drawbridge.inbound.boundary.filter.InertReplyFilter;
import drawbridge.inbound.boundary.filter.RateHeaders;
import drawbridge.inbound.boundary.filter.RequestHead;
import drawbridge.inbound.control.BodyLimits;
import drawbridge.inbound.control.InboundSettings;
import drawbridge.inbound.control.RefusedDeliveries;
import drawbridge.inbound.control.count.InboundCounters;
import drawbridge.inbound.control.count.RefusedHeads;
import drawbridge.inbound.control.count.Rejections;
import drawbridge.inbound.control.count.UnknownUrls;
import drawbridge.inbound.control.limit.BodySettings;
import drawbridge.inbound.control.limit.Rates;
import drawbridge.inbound.control.limit.SenderLimits;
import drawbridge.inbound.entity.RequestLimits;
import drawbridge.inbound.trigger.boundary.EventReceiver;
import drawbridge.inbound.trigger.boundary.RefusedRequests;
import drawbridge.inbound.trigger.boundary.TriggerCallLog;
import drawbridge.inbound.trigger.boundary.TriggerFilter;
import drawbridge.inbound.trigger.boundary.TriggerResource;
import drawbridge.inbound.trigger.boundary.UnknownMethods;
import drawbridge.inbound.trigger.control.OwnRows;
import drawbridge.inbound.trigger.control.PublicUrl;
import drawbridge.inbound.trigger.control.TriggerLookup;
import drawbridge.inbound.trigger.control.TriggerUsage;
import drawbridge.inbound.trigger.control.Triggers;
import drawbridge.inbound.trigger.control.UnrecordedCalls;
import drawbridge.inbound.trigger.control.saving.RowSaving;
import drawbridge.inbound.trigger.control.saving.SecretHandOver;
import drawbridge.inbound.trigger.control.saving.TriggerSaving;
import drawbridge.inbound.trigger.control.verification.TriggerVerifier;
import drawbridge.inbound.trigger.entity.ProviderRow;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.entity.TriggerSecret;
import drawbridge.inbound.trigger.setup.GivenSecrets;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.inbound.trigger.setup.SetupForm;
import drawbridge.platform.Age;
import drawbridge.platform.Fault;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.platform.boundary.Api;
import drawbridge.platform.boundary.JsonRecordWriter;
import drawbridge.platform.boundary.OptionsFilter;
import drawbridge.platform.boundary.ProblemMapper;
import drawbridge.platform.boundary.Refusals;
import drawbridge.platform.boundary.UntypedBodies;
import drawbridge.platform.control.StoreStatus;
import drawbridge.platform.http.Fetcher;
import drawbridge.platform.store.Patience;
import drawbridge.platform.trace.Tracing;
import drawbridge.provider.handshake.Needs;
import drawbridge.provider.remote.RemoteKeys;
import drawbridge.provider.vault.Keyring;
import drawbridge.run.control.ChildLedger;
import drawbridge.run.control.Ledger;
import drawbridge.run.control.Requests;
import drawbridge.run.control.RunAwaiter;
import drawbridge.run.control.RunSettings;
import drawbridge.run.entity.ReceivedRequest;
import drawbridge.run.interpreter.Children;
import drawbridge.run.interpreter.RunLimits;
import drawbridge.run.outbound.OutboundSettings;
import drawbridge.run.slots.RunSlots;
import drawbridge.run.worker.AfterCommit;
import drawbridge.run.worker.InterpreterRunner;
import drawbridge.run.worker.RunThreads;
import drawbridge.run.worker.TestNode;
import drawbridge.workflow.control.Catalogue;
import drawbridge.workflow.definition.DefinitionFormat;
import drawbridge.workspace.control.WorkspaceAuthenticator;
import drawbridge.workspace.control.WorkspaceLocks;
import drawbridge.workspace.control.Workspaces;
import drawbridge.workspace.entity.Workspace;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.json.JsonObject;
import jakarta.ws.rs.core.SecurityContext;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.Principal;
import java.security.cert.TrustAnchor;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.eclipse.microprofile.config.Config;
import org.glassfish.jersey.internal.MapPropertiesDelegate;
import org.glassfish.jersey.internal.inject.AbstractBinder;
import org.glassfish.jersey.server.ApplicationHandler;
import org.glassfish.jersey.server.ContainerRequest;
import org.glassfish.jersey.server.ContainerResponse;
import org.glassfish.jersey.server.ResourceConfig;
import org.jspecify.annotations.Nullable;

/**
 * Sends requests to the resources without a server: JAX-RS with the real resources, filters and
 * mappers, the application's beans, and a dispatcher and runner for accepted runs. Runs start at
 * their commit only; there is no polling.
 */
public final class WireInMemory implements Wire, AutoCloseable {

  private static final URI BASE = URI.create("http://localhost/api/");
  private static final List<Class<?>> BEANS =
      List.of(
          Admission.class,
          TriggerLookup.class,
          TriggerVerifier.class,
          TriggerUsage.class,
          UnrecordedCalls.class,
          TriggerCallLog.class,
          EventReceiver.class,
          RefusedRequests.class,
          BodyReader.class,
          BodyLimits.class,
          Ledger.class,
          Rates.class,
          Rejections.class,
          RefusedHeads.class,
          Refusals.class,
          UnknownUrls.class,
          StoreStatus.class,
          Tracing.class,
          WorkspaceAuthenticator.class,
          WorkspaceLocks.class);

  private static final Fetcher NO_WEB =
      url -> CompletableFuture.failedFuture(new IOException("offline"));

  private final Threads threads = new Threads(12);
  private final TestContainer container;
  private final ApplicationHandler handler;

  /**
   * Creates a wire with a workspace {@code default} that has this secret. It fetches no documents.
   */
  public WireInMemory(DataSource store, String secret) {
    this(store, secret, SenderLimits.DEFAULT, NO_WEB, Set.of());
  }

  /** Creates a wire with limits for senders. */
  WireInMemory(DataSource store, String secret, SenderLimits limits) {
    this(store, secret, limits, NO_WEB, Set.of());
  }

  /** Creates a wire that fetches documents from this web and trusts these authorities. */
  public WireInMemory(DataSource store, String secret, Fetcher web, Set<TrustAnchor> anchors) {
    this(store, secret, SenderLimits.DEFAULT, web, anchors);
  }

  private WireInMemory(
      DataSource store, String secret, SenderLimits limits, Fetcher web, Set<TrustAnchor> anchors) {
    container =
        new TestContainer(store)
            .with(Clock.class, Clock.systemUTC())
            .with(Config.class, emptyConfig())
            .with(ManagedExecutorService.class, threads)
            .with(ManagedScheduledExecutorService.class, threads)
            .with(
                InboundSettings.class,
                new InboundSettings(RequestLimits.DEFAULT, Duration.ofDays(30), Age.FOREVER))
            .with(SenderLimits.class, limits)
            .with(BodySettings.class, BodySettings.DEFAULT)
            .with(MemoryPool.class, new MemoryPool(BodySettings.DEFAULT.memory()))
            .with(
                RunSettings.class,
                new RunSettings(
                    8, 8, 2, Duration.ofHours(1), Duration.ofHours(1), 1_024, Duration.ZERO))
            .with(Fetcher.class, web)
            .with(RemoteKeys.class, new RemoteKeys(web, anchors))
            .with(Keyring.class, Keyring.of(Keyring.newKey()))
            .with(PublicUrl.class, new PublicUrl(Optional.empty()))
            .with(RunLimits.class, TestNode.LIMITS)
            .with(OutboundSettings.class, TestNode.OUTBOUND);
    container
        .with(Children.class, container.get(ChildLedger.class))
        .start(RunThreads.class)
        .start(InterpreterRunner.class);
    container.get(AfterCommit.class);
    container.get(RunSlots.class).open(8, 8);
    var unused = container.get(Workspaces.class).create("default", secret).orElseThrow();
    handler = new ApplicationHandler(application());
  }

  private ResourceConfig application() {
    return ResourceConfig.forApplication(new Api())
        .registerClasses(
            InboundResource.class,
            SecretFilter.class,
            TriggerResource.class,
            TriggerFilter.class,
            UnknownMethods.class,
            RateHeaders.class,
            InertReplyFilter.class,
            ProblemMapper.class,
            OptionsFilter.class,
            UntypedBodies.class,
            JsonRecordWriter.class)
        .register(
            new AbstractBinder() {
              @Override
              protected void configure() {
                BEANS.forEach(this::bindBean);
                bindBean(InboundSettings.class);
                bindBean(PublicUrl.class);
                bindBean(Clock.class);
              }

              private <T> void bindBean(Class<T> type) {
                bind(container.get(type)).to(type);
              }
            });
  }

  /** Writes what is collected in memory, as a timer of the server does. */
  void writeBehind() {
    container.get(Rejections.class).write();
    container.get(UnknownUrls.class).write();
    container.get(TriggerUsage.class).write();
    container.get(RefusedDeliveries.class).write();
  }

  /** Returns the number of refused requests with this reason. */
  public long rejected(String reason) {
    return container.get(InboundCounters.class).rejectedFor(reason);
  }

  /** Returns the counts of the requests without a row of the trigger with this path. */
  UnrecordedCalls.Counts unrecorded(String path) {
    return container.get(UnrecordedCalls.class).of(triggerOf(path).id());
  }

  /** Returns the outcome of the last request to the trigger with this path. */
  public String lastOutcome(String path) {
    container.get(TriggerUsage.class).write();
    Trigger trigger = triggerOf(path);
    return String.valueOf(
        container
            .get(Triggers.class)
            .find(trigger.workspaceId(), trigger.name())
            .orElseThrow()
            .lastOutcome());
  }

  private Trigger triggerOf(String path) {
    String address = path.substring(path.lastIndexOf('/') + 1);
    return container
        .get(TriggerLookup.class)
        .find("default", address, Patience.ofSender())
        .orElseThrow()
        .trigger();
  }

  /** Returns what is stored of a request, with its body, as one text. */
  String storedRequest(String id) {
    String workspace = container.get(Workspaces.class).find("default").orElseThrow().id();
    Requests requests = container.get(Requests.class);
    ReceivedRequest row = requests.find(workspace, id).orElseThrow();
    return row.data() + row.results() + requests.body(row).orElse("");
  }

  /** Hides headers from the runs of the workspace {@code default}. */
  void hideHeaders(String... names) {
    Workspaces workspaces = container.get(Workspaces.class);
    workspaces.hideHeaders(workspaces.find("default").orElseThrow(), List.of(names));
    container.get(TriggerLookup.class).forget();
    container.get(WorkspaceAuthenticator.class).forget();
  }

  /** Returns all objects that JAX-RS and the beans hold. */
  Reachable held() {
    return Reachable.from(List.of(handler, container));
  }

  /** Returns the memory that bodies take. */
  long bodyMemory() {
    return container.get(MemoryPool.class).taken();
  }

  /** The security context of a request before its filters, as a server creates it. */
  private static final class Unauthenticated implements SecurityContext {
    @Override
    public @Nullable Principal getUserPrincipal() {
      return null;
    }

    @Override
    public boolean isUserInRole(String role) {
      return false;
    }

    @Override
    public boolean isSecure() {
      return false;
    }

    @Override
    public @Nullable String getAuthenticationScheme() {
      return null;
    }
  }

  /** Creates another workspace. */
  public WireInMemory workspace(String name, String secret) {
    var unused = container.get(Workspaces.class).create(name, secret).orElseThrow();
    return this;
  }

  /** Saves the workflows of a directory in the workspace {@code default}. */
  public WireInMemory workflows(Path directory) throws IOException {
    Workspace workspace = container.get(Workspaces.class).find("default").orElseThrow();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.toList()) {
        String name = String.valueOf(file.getFileName()).replace(".yaml", "");
        container
            .get(Catalogue.class)
            .save(workspace.id(), name, Files.readString(file), DefinitionFormat.YAML);
      }
    }
    return this;
  }

  /**
   * Creates a trigger in the workspace {@code default}.
   *
   * @return the path of its URL
   */
  public String trigger(JsonNode json) {
    return path(save(json));
  }

  /**
   * Creates a trigger and writes a setup into its row without a check, as an earlier version may
   * have stored it.
   *
   * @param saved a setup with the same secrets that can be saved
   * @return the path of its URL
   */
  String stored(JsonNode saved, String setup) {
    Trigger trigger = save(saved);
    container.inTransaction(
        () ->
            container
                .entities()
                .createNativeQuery(
                    "update trigger set setup = ?1, row_version = row_version + 1 where id = ?2")
                .setParameter(1, setup)
                .setParameter(2, trigger.id())
                .executeUpdate());
    container.get(TriggerLookup.class).forget();
    return path(trigger);
  }

  private Trigger save(JsonNode json) {
    List<Fault> faults = new ArrayList<>();
    JsonObject form = JsonBinding.object(json.toString());
    GivenSecrets given = GivenSecrets.in(form, faults);
    String workspace = container.get(Workspaces.class).find("default").orElseThrow().id();
    Setup setup =
        SetupForm.read(form, container.get(OwnRows.class).in(workspace), faults)
            .orElseThrow(() -> new IllegalArgumentException("" + faults));
    TriggerSaving.Saved saved =
        container.get(TriggerSaving.class).save(workspace, "t-" + UUID.randomUUID(), setup, given);
    Trigger trigger =
        saved.trigger().orElseThrow(() -> new IllegalArgumentException("" + saved.faults()));
    if (setup.asks().handshake().filter(it -> it.needs() == Needs.HANDED_OVER).isPresent()) {
      var unusedEnd = container.get(SecretHandOver.class).openWindow(trigger);
    }
    container.get(TriggerLookup.class).forget();
    return trigger;
  }

  private String path(Trigger trigger) {
    String id =
        TriggerSecret.addressOf(container.get(Triggers.class).secrets(trigger.id()))
            .flatMap(secret -> secret.open(container.get(Keyring.class)))
            .orElseThrow();
    return "/api/inbound/default/triggers/" + id;
  }

  /** Saves a row of the workspace {@code default}, and enables or disables it. */
  void row(ProviderRow.Kind kind, String name, String json, boolean isEnabled) {
    String workspace = container.get(Workspaces.class).find("default").orElseThrow().id();
    RowSaving saving = container.get(RowSaving.class);
    RowSaving.Changed saved = saving.save(workspace, kind, name, JsonBinding.object(json));
    if (saved.row().isEmpty() || saving.enable(workspace, kind, name, isEnabled).row().isEmpty()) {
      throw new IllegalArgumentException("" + saved.conflicts());
    }
    container.get(TriggerLookup.class).forget();
  }

  @Override
  public Answer send(Request request) {
    byte[] body = request.bytes();
    ContainerRequest sent =
        new ContainerRequest(
            BASE,
            BASE.resolve(request.path()),
            request.method(),
            new Unauthenticated(),
            new MapPropertiesDelegate(),
            handler.getConfiguration());
    Map<String, List<String>> headers = new HashMap<>();
    request.headers().forEach((name, value) -> headers.put(name, List.of(value)));
    RequestHead.readable(headers)
        .forEach((name, values) -> values.forEach(value -> sent.header(name, value)));
    var unusedType =
        sent.getMediaType(); // so does Jersey's servlet, and refuses what it cannot parse
    if (body.length > 0) {
      sent.header("Content-Length", body.length);
    }
    sent.setEntityStream(new ByteArrayInputStream(body));
    try {
      ByteArrayOutputStream written = new ByteArrayOutputStream();
      ContainerResponse response = handler.apply(sent, written).get(40, TimeUnit.SECONDS);
      Map<String, String> received = new HashMap<>();
      response.getStringHeaders().forEach((name, values) -> received.put(name, values.get(0)));
      return new Answer(response.getStatus(), received, written.toString(UTF_8));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    } catch (Exception e) {
      throw new IllegalStateException("no answer to " + request.path(), e);
    }
  }

  /** Ends the waits of replies, as a node does that stops. */
  public void endWaits() {
    container.get(RunAwaiter.class).end();
  }

  @Override
  public void close() {
    threads.end();
    container.close();
  }

  private static Config emptyConfig() {
    return (Config)
        Proxy.newProxyInstance(
            Config.class.getClassLoader(),
            new Class<?>[] {Config.class},
            (proxy, method, arguments) -> Optional.empty());
  }
}
