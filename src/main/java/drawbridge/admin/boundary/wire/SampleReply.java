package drawbridge.admin.boundary.wire;

import drawbridge.admin.control.tryout.SampleRequest;
import drawbridge.platform.binding.JsonBinding;
import jakarta.json.JsonValue;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A sample of a request.
 *
 * @param request the body for the URL of the workspace; absent when only a trigger can receive the
 *     data
 * @param runtime the data of the request; the body for a trigger
 * @param note why members are absent
 */
public record SampleReply(
    @Nullable JsonValue request,
    @Nullable JsonValue runtime,
    @Nullable JsonValue stateValues,
    @Nullable String note) {

  public static SampleReply of(SampleRequest sample, String workflow) {
    Optional<String> request = sample.toRequest(workflow);
    return new SampleReply(
        JsonBinding.document(request.orElse(null)),
        JsonBinding.document(sample.toBody()),
        JsonBinding.document(sample.toStateValues()),
        request.isPresent() ? null : SampleRequest.ONLY_TRIGGERS);
  }

  public static SampleReply none() {
    return new SampleReply(null, null, null, SampleRequest.NONE);
  }
}
