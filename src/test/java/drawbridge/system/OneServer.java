package drawbridge.system;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives tests one server for all of them, started when the first asks for it, and stopped after the
 * last.
 */
final class OneServer implements ParameterResolver {

  /** A server and its directory; closed by JUnit. */
  private record Running(Server server, Path directory) implements AutoCloseable {

    static Running start() {
      try {
        Path directory = Files.createTempDirectory("drawbridge");
        return new Running(Server.start(directory, Map.of()), directory);
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
      try (Stream<Path> files = Files.walk(directory)) {
        files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
      }
    }
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Server.class || type == Admin.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Server server =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.create(OneServer.class))
            .getOrComputeIfAbsent("running", key -> Running.start(), Running.class)
            .server();
    return parameter.getParameter().getType() == Server.class ? server : new Admin(server.base());
  }
}
