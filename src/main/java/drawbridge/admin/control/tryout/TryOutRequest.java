package drawbridge.admin.control.tryout;

import drawbridge.inbound.body.ContentType;
import drawbridge.run.dryrun.SampleAnswer;
import drawbridge.workflow.control.Catalogue;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A request to try.
 *
 * @param workflow the name of the tried workflow, which need not exist
 * @param draft an unsaved definition to use; empty for the workflow's current version
 * @param answers the answers to calls and child runs, by the name of the task
 */
public record TryOutRequest(
    String workflow,
    Optional<Catalogue.Text> draft,
    Sample sample,
    Map<String, SampleAnswer> answers) {

  private static final String CONTENT_TYPE = "Content-Type";

  public TryOutRequest {
    answers = Map.copyOf(answers);
  }

  /**
   * The request of the sender.
   *
   * @param trigger the name of the trigger; empty for the workflow request URL
   * @param method empty for the first method that the URL takes
   * @param query as in a URL, without the question mark; empty for none
   * @param headers all values by name
   * @param contentType replaces that of the headers. Without both, it is one that the URL takes
   */
  public record Sample(
      Optional<String> trigger,
      Optional<String> method,
      Optional<String> query,
      Map<String, List<String>> headers,
      Optional<String> contentType,
      SampleBody body) {
    public Sample {
      Map<String, List<String>> named = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
      headers.forEach(
          (name, values) ->
              named.merge(
                  name,
                  List.copyOf(values),
                  (some, more) -> Stream.concat(some.stream(), more.stream()).toList()));
      contentType.ifPresent(type -> named.put(CONTENT_TYPE, List.of(type)));
      headers = Collections.unmodifiableMap(named);
    }

    /** Creates a request with the usual method and no query. */
    public Sample(Optional<String> trigger, Map<String, List<String>> headers, String body) {
      this(
          trigger,
          Optional.empty(),
          Optional.empty(),
          headers,
          Optional.empty(),
          SampleBody.of(body));
    }

    /** Returns the same request with this media type, unless it has one. */
    Sample withDefault(String type) {
      return headers.containsKey(CONTENT_TYPE)
          ? this
          : new Sample(trigger, method, query, headers, Optional.of(type), body);
    }

    /** Returns the values of a header, of any case. */
    List<String> header(String name) {
      return headers.getOrDefault(name, List.of());
    }

    /** Returns the media type; empty when it is missing or unreadable. */
    Optional<ContentType> type() {
      return ContentType.of(header(CONTENT_TYPE));
    }

    /** Returns the bytes as this request sends them. */
    byte[] bytes() {
      return body.bytes(type());
    }

    /** Returns the trigger only, because other parts hold secrets. */
    @Override
    public String toString() {
      return "Sample[" + trigger + "]";
    }
  }
}
