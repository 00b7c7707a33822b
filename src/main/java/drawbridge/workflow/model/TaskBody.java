package drawbridge.workflow.model;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.expression.Condition;
import drawbridge.expression.Value;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The kind of a task and its members. The interpreter has one case for each kind; a new kind breaks
 * its build.
 */
public sealed interface TaskBody {

  /** Returns the kind in lower case, as journals and graphs name it. */
  default String kind() {
    return getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }

  /** {@code set}: the value becomes the output; each of its members becomes a state value. */
  record Set(Value value) implements TaskBody {}

  /**
   * {@code switch}: the first case that holds decides the next task (X8); without one the flow
   * continues.
   */
  record Switch(List<Case> cases) implements TaskBody {
    public Switch {
      cases = List.copyOf(cases);
    }

    /**
     * One case, in order.
     *
     * @param when empty for the default case, which always holds
     */
    public record Case(String name, Optional<Condition> when, Next then) {}
  }

  /** {@code do}: a nested flow. */
  record Do(Flow flow) implements TaskBody {}

  /**
   * {@code for}: runs the flow once for each element.
   *
   * @param each name of the element's variable, without dollar; {@code item} by default
   * @param at name of the index variable; {@code index} by default
   * @param in resolves to an array
   * @param whilst {@code while}: the loop stops when it does not hold
   */
  record For(String each, String at, Value in, Optional<Condition> whilst, Flow flow)
      implements TaskBody {}

  /**
   * {@code fork}: every branch is one task, all with the same input. Output: an array of the
   * branches' outputs in order, or, when they compete, the output of the first that finished.
   */
  record Fork(boolean compete, List<Task> branches) implements TaskBody {
    public Fork {
      branches = List.copyOf(branches);
    }
  }

  /** {@code try}. */
  record Try(Flow flow, Catch caught) implements TaskBody {}

  /**
   * {@code catch}: a filter of errors and their handling. An error that does not match the filter
   * passes through (X9).
   *
   * @param with members that the error must have, of {@code type status instance title detail}
   * @param as name of the error's variable; {@code error} by default
   * @param when must hold, if given
   * @param exceptWhen must not hold, if given
   * @param retry without it, the error is handled; an error that it does not overcome passes
   *     through after the flow (X17)
   * @param flow runs after the last retry
   */
  record Catch(
      Map<String, JsonNode> with,
      String as,
      Optional<Condition> when,
      Optional<Condition> exceptWhen,
      Optional<Retry> retry,
      Optional<Flow> flow) {
    public Catch {
      with = Map.copyOf(with);
    }
  }

  /**
   * {@code retry}.
   *
   * @param delay before the first retry; zero when empty
   * @param jitterFrom with {@code jitterTo}: a random duration between the two is added (X6:
   *     journalled)
   * @param attempts maximum number of retries, {@code limit.attempt.count}; empty: until {@code
   *     within} or the run's limits
   * @param attemptTimeout {@code limit.attempt.duration}
   * @param within {@code limit.duration}, from the first attempt
   */
  record Retry(
      Optional<Condition> when,
      Optional<Condition> exceptWhen,
      Optional<DurationValue> delay,
      Backoff backoff,
      Optional<DurationValue> jitterFrom,
      Optional<DurationValue> jitterTo,
      Optional<Integer> attempts,
      Optional<DurationValue> attemptTimeout,
      Optional<DurationValue> within) {}

  /**
   * The growth of the delay: attempt n (from 1) waits {@code delay}, {@code delay * n} or {@code
   * delay * 2^(n-1)}.
   */
  enum Backoff {
    CONSTANT,
    LINEAR,
    EXPONENTIAL
  }

  /** {@code wait}. */
  record Wait(DurationValue duration) implements TaskBody {}

  /**
   * {@code raise}: an error with the members of RFC 9457.
   *
   * @param error an object with {@code type}, {@code status}, and optionally {@code title}, {@code
   *     detail}, {@code instance}
   */
  record Raise(Value error) implements TaskBody {}

  /**
   * {@code call: http}.
   *
   * @param method upper case, or a reference
   * @param headers resolves to an object of strings
   * @param query resolves to an object
   * @param body empty: no body
   * @param authentication resolved by the interpreter into the {@code Authorization} header
   * @param output the part of the response that becomes the output
   * @param redirect whether redirects are followed, and a 3xx is no error
   * @param keyPerAttempt {@code metadata.idempotencyKey: perAttempt}: each attempt of the call has
   *     its own {@code Idempotency-Key} (X4)
   */
  record CallHttp(
      Value method,
      Value endpoint,
      Value headers,
      Value query,
      Optional<Value> body,
      Optional<Authentication> authentication,
      Output output,
      boolean redirect,
      boolean keyPerAttempt)
      implements TaskBody {

    @Override
    public String kind() {
      return "call";
    }

    /** {@code with.output}. */
    public enum Output {
      CONTENT,
      RESPONSE,
      RAW
    }
  }

  /**
   * {@code call} of one of {@code use.functions}.
   *
   * @param function its name; {@link Definition#called} returns its task
   * @param arguments {@code with}: an object, the input of the function
   */
  record CallFunction(String function, Value arguments) implements TaskBody {

    @Override
    public String kind() {
      return "function";
    }
  }

  /**
   * {@code run: workflow}.
   *
   * @param name record name, UUID or {@code document.name} in the same workspace (X15)
   * @param version the document's version, or {@code latest}
   * @param input becomes the child's {@code runtime}
   * @param await whether the task waits for the child; otherwise it outputs its input
   * @param returns whether an awaiting task outputs the child's output; otherwise null, {@code
   *     return: none}
   */
  record RunWorkflow(Value name, String version, Value input, boolean await, boolean returns)
      implements TaskBody {

    @Override
    public String kind() {
      return "run";
    }
  }
}
