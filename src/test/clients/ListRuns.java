import client.ApiClient;
import client.ApiException;
import client.api.RunsApi;
import client.model.RunLine;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/** Lists runs with the Java client that GeneratedClientsST generates; compiled together with it. */
public class ListRuns {

  /** Returns id and workflow of the runs of a uid. */
  public static List<String> of(String base, String name, String password, String uid)
      throws ApiException {
    byte[] credentials = (name + ":" + password).getBytes(StandardCharsets.UTF_8);
    ApiClient client = new ApiClient();
    client.updateBaseUri(base);
    client.setRequestInterceptor(
        request ->
            request.header(
                "Authorization", "Basic " + Base64.getEncoder().encodeToString(credentials)));
    List<RunLine> runs =
        new RunsApi(client)
            .findRuns("default", null, null, uid, null, null, null, null, null, null, null, 10)
            .getRuns();
    return runs.stream().map(run -> run.getRunId() + " " + run.getWorkflow()).toList();
  }
}
