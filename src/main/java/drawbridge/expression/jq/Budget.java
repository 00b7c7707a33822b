package drawbridge.expression.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The remaining budget of the evaluation on this thread.
 *
 * <p>jackson-jq's functions accept no context, so the budget is a thread local; an evaluation uses
 * one thread.
 */
final class Budget {

  private static final ThreadLocal<@Nullable Budget> CURRENT = new ThreadLocal<>();
  private static final int WORK_PER_STEP = 16;
  private static final int WORK_PER_CLOCK_READ = 16 * 1024;
  private static final int ELEMENT = 32;
  private static final int MEMBER = 64;
  private static final int TEXT = 48;

  private final Map<String, JqRegex> literals;
  private final Map<String, JqRegex> regexes = new HashMap<>();
  private final long end = System.nanoTime() + Bounds.TIME.toNanos();
  private long work = (long) Bounds.STEPS * WORK_PER_STEP;
  private long nextClockRead = work - WORK_PER_CLOCK_READ;
  private long built;

  private Budget(Map<String, JqRegex> literals) {
    this.literals = literals;
  }

  /** Opens the budget of this thread; {@link #close} must follow. */
  static Budget open(Map<String, JqRegex> literals) {
    Budget budget = new Budget(literals);
    CURRENT.set(budget);
    return budget;
  }

  static void close() {
    CURRENT.remove();
  }

  static Budget current() {
    Budget budget = CURRENT.get();
    if (budget == null) {
      throw new IllegalStateException("jq runs without a budget");
    }
    return budget;
  }

  void step() {
    work(WORK_PER_STEP);
  }

  /** Charges work: sixteen copied elements, visited characters or compared nodes are a step. */
  void work(long amount) {
    work -= amount;
    if (work < 0) {
      throw new LimitPassed("it takes more than " + Bounds.STEPS + " steps");
    }
    if (work < nextClockRead) {
      nextClockRead = work - WORK_PER_CLOCK_READ;
      if (System.nanoTime() - end > 0) {
        throw new LimitPassed("it runs for more than " + Bounds.TIME.toSeconds() + " seconds");
      }
    }
  }

  /** Charges bytes; call before they are allocated. */
  void build(long bytes) {
    built += bytes;
    if (built > Bounds.BUILT) {
      throw new LimitPassed("it builds values of more than " + Bounds.BUILT + " bytes");
    }
  }

  void buildElements(long count) {
    build(count * ELEMENT);
    work(1 + count / WORK_PER_STEP);
  }

  void buildMembers(long count) {
    build(count * MEMBER);
    work(1 + count / 2);
  }

  void buildText(long length) {
    checkText(length);
    build(TEXT + 2 * length);
    work(length / WORK_PER_STEP);
  }

  void checkText(long length) {
    if (length > Bounds.TEXT_LENGTH) {
      throw new LimitPassed("it makes a text of more than " + Bounds.TEXT_LENGTH + " characters");
    }
  }

  /** Charges for a new value, but not for existing values that it contains. */
  void made(JsonNode node) {
    if (node.isTextual()) {
      buildText(node.textValue().length());
    } else if (node.isArray()) {
      buildElements(node.size() + 1L);
    } else if (node.isObject()) {
      buildMembers(node.size() + 1L);
    }
  }

  long built() {
    return built;
  }

  /** Refunds the charge for values that are no longer referenced. */
  void refund(long bytes) {
    built -= bytes;
  }

  /** Returns an upper bound of the memory of a value. */
  long held(JsonNode value) {
    ValueSize size = ValueSize.of(value, this);
    return MEMBER * size.nodes() + 2 * size.size();
  }

  /**
   * Returns the compiled pattern: a literal is compiled with the program, any other once per
   * evaluation.
   */
  JqRegex regex(String text, String flags) {
    String key = JqRegex.key(text, flags);
    JqRegex found = literals.get(key);
    return found != null ? found : regexes.computeIfAbsent(key, k -> JqRegex.of(text, flags));
  }
}
