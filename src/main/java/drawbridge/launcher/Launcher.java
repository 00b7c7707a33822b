package drawbridge.launcher;

import java.io.IOException;
import java.io.InputStream;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Main class of {@code drawbridge.jar}. Passes every argument that it does not know to Payara. */
public final class Launcher {

  /**
   * Lets the JDK's HTTP client call a checked address under the name of its host. The client reads
   * it once, and Payara uses the client before the application does.
   */
  private static final String HOST_HEADER = "jdk.httpclient.allowRestrictedHeaders";

  /**
   * Bounds the direct memory that each thread keeps after a large read or write of the H2 file.
   * Without it, some dozen threads use up all direct memory, and H2 closes the store. The JDK reads
   * it once.
   */
  private static final String CACHED_BUFFER = "jdk.nio.maxCachedBufferSize";

  private static final String CACHED_BYTES = String.valueOf(256 * 1024);

  /**
   * Makes Payara start its services one after another. With its four threads HK2 deadlocks now and
   * then, and the start never ends: one thread waits, under the read lock of the locator, for a
   * class that another one cannot analyse while a third waits for the write lock.
   */
  private static final String START_THREADS = "org.glassfish.startupThreadPolicy";

  private static final AtomicReference<Supplier<String>> CREDENTIALS =
      new AtomicReference<>(() -> "");
  private static final AtomicReference<@Nullable Function<String, String>> GREETING =
      new AtomicReference<>();

  /** What the application does first at a stop. */
  private static volatile Runnable drain = () -> {};

  /** What a signal does before the process ends; nothing until the server is ready. */
  private static volatile Runnable stop = () -> {};

  /** Whether the application works; asked when it is ready. */
  private static volatile BooleanSupplier live = () -> true;

  private static volatile boolean isReady;

  private Launcher() {}

  /**
   * Returns when the server is ready. Exits with status 1 when the server cannot start, and later
   * when it needs a restart. With {@code ctl} as the first argument, runs the command line client
   * and exits with its status.
   */
  public static void main(String[] args) throws IOException {
    System.getProperties().putIfAbsent(CACHED_BUFFER, CACHED_BYTES);
    System.getProperties().putIfAbsent(START_THREADS, "USE_NO_THREADS");
    List<String> arguments = List.of(args);
    if (!arguments.isEmpty() && arguments.get(0).equals("ctl")) {
      System.exit(CommandLineClient.run(version(), arguments.subList(1, arguments.size())));
    } else if (arguments.contains("--version")) {
      System.out.println("Drawbridge " + version());
    } else if (arguments.contains("--help")) {
      System.out.print(resource("/drawbridge/launcher/help.txt"));
    } else {
      try {
        LogFormat.prepare();
        StorePassword.prepare();
        HealthPort.open(() -> isReady, () -> live.getAsBoolean());
        start(arguments, ServerDirectory.create());
      } catch (IllegalArgumentException e) {
        System.err.println("Drawbridge cannot start: " + e.getMessage());
        System.exit(1);
      }
    }
  }

  /**
   * Keeps the credentials that a first start generated. They are printed if the server ends before
   * it is ready. The application calls this through the system class loader.
   */
  public static void keep(Supplier<String> credentials) {
    CREDENTIALS.set(credentials);
  }

  /**
   * Takes the lines that follow the banner's first line, as a function of the server's address. The
   * application calls this through the system class loader, after all its parts have started.
   */
  public static void whenReady(Function<String, String> greeting) {
    GREETING.set(greeting);
  }

  /**
   * Takes what the application does first when the process is asked to end: it answers the requests
   * in progress and refuses others. Must end within 25 seconds. The application calls this through
   * the system class loader.
   */
  public static void whenStopping(Runnable task) {
    drain = task;
  }

  /**
   * Takes the question whether the application works or needs a restart. The process ends when the
   * answer is no for half a minute. The application calls this through the system class loader.
   */
  public static void whenAsked(BooleanSupplier isLive) {
    live = isLive;
  }

  private static void start(List<String> arguments, ServerDirectory directory) {
    System.getProperties().putIfAbsent(HOST_HEADER, "host");
    Runtime.getRuntime().addShutdownHook(new Thread(Launcher::printCredentials));
    Runtime.getRuntime().addShutdownHook(new Thread(directory::removeAtExit));
    try {
      StopSignals.run(() -> stop.run());
      Listeners listeners = new Listeners();
      new PayaraBoot(listeners::hold, directory::deploy)
          .start(directory.completed(arguments).toArray(String[]::new));
      Function<String, String> greeting = GREETING.get();
      if (greeting == null) {
        fail("");
        return;
      }
      stop =
          () -> {
            drain.run();
            listeners.close();
          };
      listeners.open();
      isReady = true;
      warnOfMemory();
      LivenessWatch.begin(() -> live.getAsBoolean(), Launcher::endUnusable);
      report(Level.INFO, "is ready" + greeting.apply(listeners.address()));
      credentials();
    } catch (Exception e) {
      fail(" (" + rootOf(e).getMessage() + ")");
    }
  }

  private static void fail(String reason) {
    report(Level.SEVERE, "did not start" + reason + "; the errors above say why" + credentials());
    System.exit(1);
  }

  /** No JVM lets a program set the option at run time. */
  private static void warnOfMemory() {
    boolean ends =
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
            .anyMatch(argument -> argument.matches("-XX:(\\+(Exit|Crash)|)OnOutOfMemoryError.*"));
    if (!ends) {
      report(
          Level.WARNING,
          "runs without -XX:+ExitOnOutOfMemoryError: a lack of memory may leave it running"
              + " without effect; start it as java -XX:+ExitOnOutOfMemoryError -jar …");
    }
  }

  private static void endUnusable() {
    report(Level.SEVERE, "does not work and must be restarted; the errors above say why");
    System.exit(1);
  }

  private static void report(Level level, String outcome) {
    Logger.getLogger("drawbridge").log(level, "Drawbridge " + version() + " " + outcome);
  }

  /** Prints without the log, which may have ended at this time. */
  private static void printCredentials() {
    String text = credentials();
    if (!text.isEmpty()) {
      System.err.println("Drawbridge did not become ready" + text);
    }
  }

  /** Returns them once. */
  private static String credentials() {
    return CREDENTIALS.getAndSet(() -> "").get();
  }

  private static Throwable rootOf(Throwable failure) {
    Throwable cause = failure.getCause();
    return cause == null ? failure : rootOf(cause);
  }

  private static String version() {
    return Objects.requireNonNullElse(
        Launcher.class.getPackage().getImplementationVersion(), "(unpacked)");
  }

  static String resource(String name) throws IOException {
    try (InputStream in = Launcher.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
