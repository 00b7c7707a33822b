package drawbridge.crash;

import drawbridge.system.PortBlock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** The nodes, their store and workflow, and the sink that it calls. */
final class Cluster implements AutoCloseable {

  /** The workflow whose runs are counted. */
  static final String WORKFLOW = "crash";

  /** Its task that calls the sink. */
  static final String CALL = "tell";

  private static final String DEFINITION =
      """
      document: {dsl: '1.0.1', namespace: drawbridge, name: crash, version: '1.0.0'}
      do:
        - begin:
            set: {mark: '{{runtime.mark}}'}
        - rounds:
            for: {each: round, in: '${ [0, 1] }'}
            do:
              - nap:
                  wait: {milliseconds: 400}
              - tell:
                  call: http
                  with:
                    method: POST
                    endpoint: ${ $context.runtime.sink }
                    headers: {Content-Type: application/json, X-Node: '{{secrets.node}}'}
                    body: {uid: '{{states.mark.value}}', round: '{{round}}'}
        - finish:
            set: {told: '{{states.mark.value}}'}
      """;

  /** The time after which nodes take over the runs of a silent one. */
  static final Duration NODE_TIMEOUT = Duration.ofSeconds(3);

  /** Runs may last longer than a clock is ahead. */
  private static final Duration AHEAD = Duration.ofDays(400);

  private final PortBlock ports = PortBlock.take();
  private final List<Node> nodes = new ArrayList<>();
  private final Store store;
  private final Sink sink;

  /**
   * Makes a cluster without starting its nodes.
   *
   * @param directory of the nodes' files and logs
   */
  Cluster(Options options, Path directory, Random random) throws IOException {
    sink = new Sink(random);
    store = Store.of(options.store(), directory);
    Path workflows = Files.createDirectories(directory.resolve("workflows"));
    Files.writeString(workflows.resolve(WORKFLOW + ".yaml"), DEFINITION);
    Map<String, String> settings = new HashMap<>(store.settings());
    settings.put("DRAWBRIDGE_WORKFLOWS_DIRECTORY", workflows.toString());
    settings.put("DRAWBRIDGE_RUN_NODE_TIMEOUT", NODE_TIMEOUT.toString());
    if (options.clock()) {
      settings.put("DRAWBRIDGE_RUN_MAX_TIME", AHEAD.toString());
    }
    for (int i = 1; i <= options.nodes(); i++) {
      nodes.add(new Node("n" + i, directory, settings, ports.next()));
    }
  }

  /** Starts the nodes: first one, which creates the schema, then the others together. */
  void open() {
    open(nodes.subList(0, 1));
    open(nodes.subList(1, nodes.size()));
  }

  private static void open(List<Node> some) {
    some.forEach(Node::start);
    for (Node node : some) {
      if (!node.becomesReady()) {
        throw new IllegalStateException("node " + node.current() + " does not start: see its log");
      }
    }
  }

  List<Node> nodes() {
    return List.copyOf(nodes);
  }

  Store store() {
    return store;
  }

  Sink sink() {
    return sink;
  }

  @Override
  public void close() {
    nodes.forEach(Node::close);
    store.close();
    sink.close();
    try {
      ports.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
