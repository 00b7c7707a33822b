package drawbridge.system;

import drawbridge.contract.ContractCases;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * One server for all classes that do not restart or break it. It starts on first use and stops with
 * the test process. It has the contract's workflows and a second workspace {@code other}.
 */
public final class SharedServer implements ParameterResolver {

  /** Secret of the workspace {@code other}. */
  public static final String OTHER_SECRET = "secret-of-the-other-workspace";

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == Server.class;
  }

  @Override
  public Server resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return Running.HERE.server;
  }

  private static final class Running {
    static final Running HERE = new Running();

    private final Path directory;
    private final Server server;

    Running() {
      try {
        directory = Files.createTempDirectory("drawbridge-shared");
        Path workflows = ContractCases.DIRECTORY.resolve("workflows").toAbsolutePath();
        server =
            Server.start(directory, Map.of("DRAWBRIDGE_WORKFLOWS_DIRECTORY", workflows.toString()));
        Runtime.getRuntime().addShutdownHook(new Thread(this::close));
        ContractOverHttp.makeOther(server.base());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private void close() {
      server.kill();
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
