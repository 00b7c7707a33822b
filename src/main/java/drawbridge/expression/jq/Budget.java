package drawbridge.expression.jq;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What is left for the evaluation that runs on this thread.
 *
 * <p>jackson-jq's functions take no context of ours, so the budget stands beside them in a thread
 * local; an evaluation never leaves its thread.
 */
final class Budget {

  private static final ThreadLocal<@Nullable Budget> CURRENT = new ThreadLocal<>();
  private static final int WORK_PER_STEP = 16;
  private static final int WORK_PER_LOOK_AT_THE_CLOCK = 16 * 1024;
  private static final int ELEMENT = 32;
  private static final int MEMBER = 64;
  private static final int TEXT = 48;

  private final Bounds bounds;
  private final Map<String, JqRegex> literals;
  private final Map<String, JqRegex> regexes = new HashMap<>();
  private final long end;
  private long work;
  private long nextLook;
  private long built;

  private Budget(Bounds bounds, Map<String, JqRegex> literals) {
    this.bounds = bounds;
    this.literals = literals;
    this.work = (long) bounds.steps() * WORK_PER_STEP;
    this.nextLook = work - WORK_PER_LOOK_AT_THE_CLOCK;
    this.end = System.nanoTime() + bounds.time().toNanos();
  }

  /** Opens the budget of this thread; {@link #close} must follow. */
  static Budget open(Bounds bounds, Map<String, JqRegex> literals) {
    Budget budget = new Budget(bounds, literals);
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

  Bounds bounds() {
    return bounds;
  }

  void step() {
    work(WORK_PER_STEP);
  }

  /** Sixteen of these are a step: elements copied, characters met, nodes compared. */
  void work(long amount) {
    work -= amount;
    if (work < 0) {
      throw new LimitPassed("it takes more than " + bounds.steps() + " steps");
    }
    if (work < nextLook) {
      nextLook = work - WORK_PER_LOOK_AT_THE_CLOCK;
      if (System.nanoTime() - end > 0) {
        throw new LimitPassed("it runs for more than " + bounds.time().toSeconds() + " seconds");
      }
    }
  }

  /** To be called before so many bytes are allocated. */
  void build(long bytes) {
    built += bytes;
    if (built > bounds.built()) {
      throw new LimitPassed("it builds values of more than " + bounds.built() + " bytes");
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
    if (length > bounds.textLength()) {
      throw new LimitPassed("it makes a text of more than " + bounds.textLength() + " characters");
    }
  }

  /** Counts a value that was just made, but not what was there before and is only held by it. */
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

  /** Takes back what was counted for values that nothing can hold any more. */
  void takeBack(long bytes) {
    built -= bytes;
  }

  /** What a value holds at most. */
  long held(JsonNode value) {
    ValueSize weight = ValueSize.of(value, this);
    return MEMBER * weight.nodes() + 2 * weight.size();
  }

  /** Compiled when the program was, if the pattern is a literal; otherwise once per evaluation. */
  JqRegex regex(String text, String flags) {
    String key = JqRegex.key(text, flags);
    JqRegex found = literals.get(key);
    return found != null ? found : regexes.computeIfAbsent(key, k -> JqRegex.of(text, flags));
  }
}
