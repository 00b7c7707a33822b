package drawbridge.platform.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.Problem;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.platform.json.Json;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Log entries of unexpected errors. */
class ProblemMapperTest {

  private static final Logger LOG = Logger.getLogger(ProblemMapper.class.getName());

  private final List<LogRecord> records = new ArrayList<>();
  private final Handler handler = new Recorder();

  private final class Recorder extends Handler {
    @Override
    public void publish(LogRecord record) {
      records.add(record);
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  @BeforeEach
  void listen() {
    LOG.addHandler(handler);
    LOG.setUseParentHandlers(false);
  }

  @AfterEach
  void stop() {
    LOG.removeHandler(handler);
    LOG.setUseParentHandlers(true);
  }

  @Test
  @SuppressWarnings("UnnecessaryAssignment") // there is no framework
  void unexpectedErrorIsCountedAndLoggedWithStackTraceAndRequestId() {
    RuntimeException fault = new IllegalStateException("broken invariant");
    ProblemMapper mapper = new ProblemMapper();
    List<String> reported = new ArrayList<>();
    mapper.uri =
        (UriInfo)
            Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {UriInfo.class},
                (proxy, method, arguments) -> "inbound/default");
    mapper.refusals =
        new Refusals() {
          @Override
          void report(String path, Problem problem) {
            reported.add(path + " " + problem.kind());
          }
        };
    try (Response answer = mapper.toResponse(fault)) {
      assertThat(reported).containsExactly("/api/inbound/default internal");
      assertThat(answer.getStatus()).isEqualTo(500);
      String problem = JsonBinding.write((Record) answer.getEntity());
      assertThat(problem).doesNotContain("broken invariant");
      assertThat(records).hasSize(1);
      LogRecord record = records.get(0);
      assertThat(record.getLevel()).isEqualTo(Level.SEVERE);
      assertThat(record.getThrown()).isSameAs(fault);
      String id = Json.read(problem).path("requestId").asText();
      assertThat(record.getMessage()).contains("request " + id);
    }
  }
}
