package drawbridge.inbound.trigger.control.verification;

import drawbridge.inbound.trigger.entity.TriggerSecret;
import drawbridge.platform.Problem;
import drawbridge.provider.handshake.Answer;
import java.util.List;
import java.util.function.Function;

/** The result of verifying a request to a trigger. */
public sealed interface Verification {

  /** Applies the function for this case. */
  default <T> T match(
      Function<Event, T> event, Function<Handshake, T> handshake, Function<Refused, T> refused) {
    if (this instanceof Event it) {
      return event.apply(it);
    }
    if (this instanceof Handshake it) {
      return handshake.apply(it);
    }
    return refused.apply((Refused) this);
  }

  /** Secrets of the trigger that the request proved or that its answer was computed with. */
  List<TriggerSecret> used();

  /** An event of an authenticated sender. */
  record Event(List<TriggerSecret> used) implements Verification {

    static final Event UNSIGNED = new Event(List.of());
  }

  /**
   * The handshake that the trigger is set up for. The request gets this answer and starts no run.
   */
  record Handshake(Answer.Given answer, List<TriggerSecret> used) implements Verification {}

  /**
   * The request is refused.
   *
   * @param problem the reply
   * @param why the reason for operators: one of a fixed set of texts, never part of the request
   * @param hasBody false when the provider expects an empty body instead of the problem
   */
  record Refused(Problem problem, String why, List<TriggerSecret> used, boolean hasBody)
      implements Verification {

    /** A refusal that used no secret. */
    Refused(Problem problem, String why) {
      this(problem, why, List.of(), true);
    }
  }
}
