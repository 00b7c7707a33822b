package drawbridge.platform.boundary;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.platform.binding.JsonBinding;
import drawbridge.platform.json.Json;
import jakarta.ws.rs.core.Response;
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
  void unexpectedErrorIsLoggedWithStackTraceAndRequestId() {
    RuntimeException fault = new IllegalStateException("broken invariant");
    try (Response answer = new ProblemMapper().toResponse(fault)) {
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
