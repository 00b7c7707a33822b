package drawbridge.expression.jq.value;

import com.fasterxml.jackson.databind.JsonNode;
import drawbridge.platform.compute.Checkpoint;
import drawbridge.platform.compute.ProcessorTime;

/** The remaining budget of one evaluation, which uses one thread. */
public final class Budget {

  private static final int WORK_PER_STEP = 16;
  private static final int WORK_PER_CHECK = 16 * 1024;
  private static final int ELEMENT = 32;
  private static final int MEMBER = 64;
  private static final int TEXT = 48;

  private long start = -1;
  private long work = (long) Bounds.STEPS * WORK_PER_STEP;
  private long nextCheck = work - WORK_PER_CHECK;
  private long built;

  public void step() {
    work(WORK_PER_STEP);
  }

  /** Charges work: sixteen copied elements, visited characters or compared nodes are a step. */
  public void work(long amount) {
    work -= amount;
    if (work < 0) {
      throw new LimitPassed("it takes more than " + Bounds.STEPS + " steps");
    }
    if (work < nextCheck) {
      nextCheck = work - WORK_PER_CHECK;
      checkTime();
    }
  }

  /** Checks the time since the first check, which an evaluation of few steps never reaches. */
  private void checkTime() {
    Checkpoint.pass();
    long now = ProcessorTime.computed();
    start = start < 0 ? now : start;
    if (now - start > Bounds.TIME.toNanos()) {
      throw new LimitPassed("it computes for more than " + Bounds.TIME.toSeconds() + " seconds");
    }
  }

  /** Charges bytes; call before they are allocated. */
  public void build(long bytes) {
    built += bytes;
    if (built > Bounds.BUILT) {
      throw new LimitPassed("it builds values of more than " + Bounds.BUILT + " bytes");
    }
  }

  public void buildElements(long count) {
    build(count * ELEMENT);
    work(1 + count / WORK_PER_STEP);
  }

  public void buildMembers(long count) {
    build(count * MEMBER);
    work(1 + count / 2);
  }

  public void buildText(long length) {
    checkText(length);
    build(TEXT + 2 * length);
    work(length / WORK_PER_STEP);
  }

  public void checkText(long length) {
    if (length > Bounds.TEXT_LENGTH) {
      throw new LimitPassed("it makes a text of more than " + Bounds.TEXT_LENGTH + " characters");
    }
  }

  /** Charges for a new value, but not for existing values that it contains. */
  public void made(JsonNode node) {
    if (node.isTextual()) {
      buildText(node.textValue().length());
    } else if (node.isArray()) {
      buildElements(node.size() + 1L);
    } else if (node.isObject()) {
      buildMembers(node.size() + 1L);
    }
  }

  public long built() {
    return built;
  }

  /** Refunds the charge for values that are no longer referenced. */
  public void refund(long bytes) {
    built -= bytes;
  }

  /** Returns an upper bound of the memory of a value. */
  public long held(JsonNode value) {
    ValueSize size = ValueSize.of(value, this);
    return MEMBER * size.nodes() + 2 * size.size();
  }
}
