package drawbridge.provider.handshake;

import drawbridge.platform.Fault;
import drawbridge.platform.binding.OneOf;
import drawbridge.platform.binding.SelfChecked;
import drawbridge.provider.Delivery;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Recognizes the request of a handshake.
 *
 * @param when the conditions that must all hold; empty when the method decides
 * @param signed whether the request needs a valid signature of the trigger's scheme
 */
public record HandshakeRequest(
    @NotNull @OneOf({"GET", "POST", "HEAD", "OPTIONS"}) String method,
    @Size(max = HandshakeRequest.MOST_CONDITIONS)
        @Nullable List<@NotNull @Valid RequestCondition> when,
    @AssertTrue(message = "must be true, or be left out") @Nullable Boolean signed)
    implements SelfChecked {

  static final int MOST_CONDITIONS = 20;

  /**
   * Recognizes the provider's notice that it has ended or denied the subscription. It gets an empty
   * answer and starts no run.
   */
  public record Notice(
      @NotNull @OneOf({"GET", "POST"}) String method,
      @NotNull @Size(min = 1, max = MOST_CONDITIONS) List<@NotNull @Valid RequestCondition> when) {

    boolean matches(Delivery delivery) {
      return isMatch(method, when, delivery);
    }
  }

  @Override
  public void check(List<Fault> faults) {
    if ("POST".equals(method) && conditions().isEmpty()) {
      faults.add(Fault.at("/when", "must distinguish the handshake from events by POST"));
    }
  }

  /** Returns the conditions that must all hold; none when the method decides. */
  List<RequestCondition> conditions() {
    return when == null ? List.of() : when;
  }

  boolean matches(Delivery delivery) {
    return isMatch(method, conditions(), delivery);
  }

  private static boolean isMatch(String method, List<RequestCondition> when, Delivery delivery) {
    return delivery.method().equals(method)
        && when.stream().allMatch(condition -> condition.matches(delivery));
  }
}
