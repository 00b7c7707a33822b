package drawbridge.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import drawbridge.expression.jq.Program;
import java.time.Instant;
import java.util.Map;

/**
 * The data that references can access at one moment of a run.
 *
 * @param input the task's input: {@code .} in jq
 * @param roots the first names of {@code {{…}}}: {@code runtime}, {@code states}, loop variables,
 *     and {@code secrets} where they are allowed
 * @param variables jq's variables without their dollar: {@code context}, {@code workflow}, {@code
 *     task}, {@code input}, {@code output}, {@code runtime}, loop variables, and {@code secrets}
 *     where they are allowed; {@link #NOW} for jq's function {@code now}
 */
public record Scope(JsonNode input, Map<String, JsonNode> roots, Map<String, JsonNode> variables) {

  /**
   * The variable of jq's {@code now}: in a run its start, in a trigger the arrival of the request.
   */
  public static final String NOW = Program.NOW;

  /**
   * The root and variable of secrets, which only outbound calls and conditions may access (X13).
   */
  public static final String SECRETS = "secrets";

  private static final int NANOS_PER_SECOND = 1_000_000_000;

  /** Returns the value of {@link #NOW} for a time: seconds since 1970. */
  public static JsonNode now(Instant at) {
    return DoubleNode.valueOf(at.getEpochSecond() + at.getNano() / (double) NANOS_PER_SECOND);
  }
}
