package drawbridge.workflow.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import drawbridge.platform.Fault;
import java.util.ArrayList;
import java.util.List;

/** A compiled JSON Schema. Thread safe. */
public final class DataSchema {

  private static final int MOST_FAULTS = 50;
  private static final String UNCHECKED = "cannot be checked against the schema: ";
  private static final int LONGEST_DETAIL = 300;
  private static final int LONGEST_POINTER = 500;

  private final Schema schema;
  private final JsonNode document;
  private final Draft draft;

  DataSchema(Schema schema, JsonNode document, Draft draft) {
    this.schema = schema;
    this.document = document;
    this.draft = draft;
  }

  /** Returns the schema as it was written. It must not be changed. */
  public JsonNode document() {
    return document;
  }

  public Draft draft() {
    return draft;
  }

  /**
   * Checks a value. Never throws; a check that exceeds its bound is a fault.
   *
   * @return the faults with pointers into the value, at most {@value #MOST_FAULTS}; empty when it
   *     fits
   */
  public List<Fault> faults(JsonNode value) {
    return faults(value, new CheckBudget());
  }

  /** Checks like {@link #faults(JsonNode)} within a bound that several checks share. */
  public List<Fault> faults(JsonNode value, CheckBudget budget) {
    return faults(schema, value, budget);
  }

  static List<Fault> faults(Schema schema, JsonNode value, CheckBudget budget) {
    CheckContext context = new CheckContext(budget);
    try {
      context.visit(value);
      schema.validate(context, value);
    } catch (CheckContext.Exceeded e) {
      return List.of(Fault.at("", UNCHECKED + e.getMessage()));
    } catch (SchemaException e) {
      return List.of(Fault.at("", UNCHECKED + "the schema has a fault: " + e.getMessage()));
    } catch (StackOverflowError e) {
      return List.of(Fault.at("", UNCHECKED + "it is nested too deep"));
    }
    List<Fault> faults = new ArrayList<>();
    for (Error error : context.getErrors()) {
      if (faults.size() == MOST_FAULTS) {
        int more = context.getErrors().size() - MOST_FAULTS;
        faults.add(Fault.at("", more + " more faults are not listed; correct these first"));
        break;
      }
      faults.add(Fault.at(pointer(error), detail(error)));
    }
    return faults;
  }

  /** Returns the pointer of an error; that of a value around it when names make it too long. */
  private static String pointer(Error error) {
    String pointer = error.getInstanceLocation().toString();
    return pointer.length() <= LONGEST_POINTER
        ? pointer
        : pointer.substring(0, Math.max(0, pointer.lastIndexOf('/', LONGEST_POINTER)));
  }

  private static String detail(Error error) {
    String message = error.getMessage();
    return message.length() <= LONGEST_DETAIL
        ? message
        : message.substring(0, LONGEST_DETAIL) + "…";
  }
}
