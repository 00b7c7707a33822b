package drawbridge.console.boundary.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.admin.control.requests.RequestDetail;
import drawbridge.admin.control.requests.RequestDetails;
import drawbridge.admin.control.runs.RunSearch;
import drawbridge.admin.control.tryout.HeaderLines;
import drawbridge.admin.control.tryout.SampleRequest;
import drawbridge.console.boundary.Format;
import drawbridge.console.boundary.PageContext;
import drawbridge.platform.json.Json;
import drawbridge.platform.json.UnreadableJson;
import drawbridge.run.entity.RequestData;
import drawbridge.run.entity.Run;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The fields of a dry run that repeat the request or the run which the URL names. */
@RequestScoped
public class TryPrefill {

  /** The longest body that is shown indented. */
  private static final int LONGEST = 200_000;

  @Inject RequestDetails requests;
  @Inject RunSearch runs;
  @Inject PageContext context;

  /**
   * Values of the fields; null where the default of the form applies.
   *
   * @param trigger null for the workflow request URL
   */
  record Fields(
      @Nullable String trigger,
      @Nullable String method,
      @Nullable String query,
      @Nullable String contentType,
      @Nullable String headers,
      String body) {}

  /**
   * Returns the fields; empty when the URL names nothing that exists, and for a run without
   * readable data.
   *
   * @param workflow that the body names
   */
  Optional<Fields> fields(String workflow) {
    return context
        .find("request", requests::find)
        .map(TryPrefill::of)
        .or(() -> context.find("run", runs::find).flatMap(run -> of(run, workflow)));
  }

  private static Fields of(RequestDetail detail) {
    RequestData request = detail.request();
    boolean isSent = detail.refused().isPresent();
    return new Fields(
        request.trigger().orElse(null),
        TryPage.METHODS.contains(request.method()) ? request.method() : null,
        HeaderLines.query(request.query()),
        isSent ? request.contentType().orElse(null) : null,
        HeaderLines.write(request.headers()),
        detail
            .body()
            .map(it -> isSent || it.length() > LONGEST ? it : String.valueOf(Format.pretty(it)))
            .orElse(""));
  }

  /** Repeats the data of the run as a request to the workspace: no route decides again. */
  private static Optional<Fields> of(Run run, String workflow) {
    try {
      return Json.read(run.stateValues()) instanceof ObjectNode stateValues
          ? new SampleRequest(Json.read(run.runtime()), stateValues)
              .toRequest(workflow)
              .map(body -> new Fields(null, null, null, null, null, body))
          : Optional.empty();
    } catch (UnreadableJson e) {
      return Optional.empty();
    }
  }
}
