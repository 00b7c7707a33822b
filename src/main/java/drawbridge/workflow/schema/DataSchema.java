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

  private final Schema schema;

  DataSchema(Schema schema) {
    this.schema = schema;
  }

  /**
   * Checks a value. Never throws; a check that exceeds its bound is a fault.
   *
   * @return the faults with pointers into the value, at most {@value #MOST_FAULTS}; empty when it
   *     fits
   */
  public List<Fault> faults(JsonNode value) {
    return faults(schema, value);
  }

  static List<Fault> faults(Schema schema, JsonNode value) {
    CheckContext context = new CheckContext();
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
      faults.add(Fault.at(error.getInstanceLocation().toString(), detail(error)));
    }
    return faults;
  }

  private static String detail(Error error) {
    String message = error.getMessage();
    return message.length() <= LONGEST_DETAIL
        ? message
        : message.substring(0, LONGEST_DETAIL) + "…";
  }
}
