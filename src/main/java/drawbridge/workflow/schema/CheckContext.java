package drawbridge.workflow.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.ExecutionContext;
import java.math.BigDecimal;

/** The state of one check of one value, with the work and the nesting that remain. */
final class CheckContext extends ExecutionContext {

  static final int CHARACTERS_PER_WORK = 8;

  private static final int MOST_NESTING = 600;
  private static final int MOST_SCALE = 1_000;
  private static final int PER_ERROR = 200;
  private static final int PER_CHARACTER = 10;

  private final CheckBudget budget;
  private int nesting;

  CheckContext(CheckBudget budget) {
    this.budget = budget;
  }

  /** The check would exceed a bound; the message names it and no value. */
  static final class Exceeded extends RuntimeException {
    Exceeded(String message) {
      super(message, null, false, false);
    }
  }

  /**
   * Visits a value that is to be checked.
   *
   * @throws Exceeded when it has a number whose digits would fill the memory when calculated with
   */
  void visit(JsonNode value) {
    work(1);
    if (value.isBigDecimal() || value.isBigInteger()) {
      BigDecimal number = value.decimalValue();
      if (Math.abs((long) number.precision() - number.scale()) > MOST_SCALE
          || Math.abs((long) number.scale()) > MOST_SCALE) {
        throw new Exceeded(
            "a number has more than " + MOST_SCALE + " digits, or a larger exponent");
      }
    }
    value.forEach(this::visit);
  }

  void work(long amount) {
    budget.take(amount);
  }

  void enter() {
    if (++nesting > MOST_NESTING) {
      throw new Exceeded("more than " + MOST_NESTING + " keywords apply inside each other");
    }
  }

  void leave() {
    nesting--;
  }

  /** Does not throw, since keywords of the library would log the exception. */
  @Override
  public void addError(Error error) {
    budget.charge(
        PER_ERROR + (long) PER_CHARACTER * error.getInstanceLocation().toString().length());
    super.addError(error);
  }

  /** Returns the number of all values in a value, and more for long texts. */
  static long sizeOf(JsonNode value) {
    long size = 1;
    if (value.isTextual()) {
      size += value.textValue().length() / CHARACTERS_PER_WORK;
    }
    for (JsonNode element : value) {
      size += sizeOf(element);
    }
    return size;
  }
}
