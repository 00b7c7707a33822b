package drawbridge.workflow.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaException;
import drawbridge.expression.jq.value.RefusedProgram;
import drawbridge.platform.Fault;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Checks and compiles the JSON Schemas of a definition. */
public final class SchemaReader {

  private SchemaReader() {}

  /**
   * Compiles a schema: it must be one by the schema of schemas, its references must end in itself
   * and its patterns must match in linear time.
   *
   * @param given the draft that the definition names; {@code $schema} decides when it is empty
   * @param faults gets the pointer, relative to the schema, and the detail of each fault
   * @return empty after a fault
   */
  public static Optional<DataSchema> read(
      JsonNode document, Optional<Draft> given, BiConsumer<String, String> faults) {
    if (!document.isObject() && !document.isBoolean()) {
      faults.accept("", "must be a JSON Schema: an object, true or false");
      return Optional.empty();
    }
    Optional<Draft> draft = draft(document, given, faults);
    if (draft.isEmpty()) {
      return Optional.empty();
    }
    List<Fault> found = DataSchema.faults(draft.get().itself(), document, new CheckBudget());
    found.forEach(fault -> faults.accept(fault.pointer(), "no JSON Schema: " + fault.detail()));
    boolean isBounded = found.isEmpty() && SchemaParts.check(document, draft.get(), faults);
    return isBounded ? compiled(document, draft.get(), faults) : Optional.empty();
  }

  private static Optional<Draft> draft(
      JsonNode document, Optional<Draft> given, BiConsumer<String, String> faults) {
    JsonNode named = document.path("$schema");
    if (!named.isTextual()) {
      return Optional.of(given.orElse(Draft.V2020_12));
    }
    Optional<Draft> draft = Draft.named(named.textValue());
    if (draft.isEmpty()) {
      faults.accept(
          "/$schema", "not a version of JSON Schema that is known here: " + Draft.versions());
    } else if (given.isPresent() && !given.equals(draft)) {
      faults.accept("/$schema", "names another version than `format`; remove one of the two");
      return Optional.empty();
    }
    return draft;
  }

  /** Compiles the schema with all its references, so that no check meets an unresolved one. */
  private static Optional<DataSchema> compiled(
      JsonNode document, Draft draft, BiConsumer<String, String> faults) {
    try {
      Schema schema = draft.registry().getSchema(document);
      schema.initializeValidators();
      return Optional.of(new DataSchema(schema, document, draft));
    } catch (SchemaException e) {
      String reason =
          e.getCause() instanceof RefusedProgram refused ? refused.getMessage() : e.getMessage();
      faults.accept("", "not a usable JSON Schema: " + reason);
    } catch (StackOverflowError e) {
      faults.accept("", "not a usable JSON Schema: its references are nested too deep");
    }
    return Optional.empty();
  }
}
