package drawbridge.admin.boundary.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.Fault;
import drawbridge.platform.Json;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The JSON object of a call. Read its members, then call {@link #end}: it refuses the call with
 * every fault at once, members that nobody asked for included. A member that is {@code null} is not
 * set.
 */
public final class AdminBody {

  private static final int LONGEST = 64 * 1024;
  private static final ObjectReader READER =
      Json.MAPPER.reader().with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

  private final ObjectNode tree;
  private final Set<String> known = new HashSet<>();
  private final List<Fault> faults = new ArrayList<>();
  private final List<Parameters> nested = new ArrayList<>();

  private AdminBody(ObjectNode tree) {
    this.tree = tree;
  }

  /** A body that must be there. */
  public static AdminBody required(InputStream in, HttpHeaders headers) throws IOException {
    return read(Bytes.text(in, headers, LONGEST), headers);
  }

  /** A body that may be missing, and is then an empty object, whatever its media type. */
  public static AdminBody optional(InputStream in, HttpHeaders headers) throws IOException {
    String text = Bytes.text(in, headers, LONGEST);
    return text.isEmpty() ? new AdminBody(Json.object()) : read(text, headers);
  }

  private static AdminBody read(String text, HttpHeaders headers) {
    if (!Bytes.isOf(headers.getMediaType(), Set.of("application/json"))) {
      throw Bytes.unsupported("Send application/json in UTF-8.");
    }
    try {
      if (READER.readTree(text) instanceof ObjectNode object) {
        return new AdminBody(object);
      }
      throw Refused.malformed(List.of(Fault.at("", "the body must be one JSON object")));
    } catch (JsonProcessingException e) {
      throw Refused.malformed(List.of(notJson(e)));
    }
  }

  /** Names the place and not the text, which may be a secret. */
  private static Fault notJson(JsonProcessingException e) {
    int line = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getLineNr());
    int column = e.getLocation() == null ? 0 : Math.max(0, e.getLocation().getColumnNr());
    return new Fault(
        "", "the body is not one well-formed JSON object with unique names", line, column);
  }

  /**
   * All of it, for who reads it by rules of its own and finds its faults; {@link #end} is not
   * called then.
   */
  public ObjectNode whole() {
    return tree;
  }

  /** A text. */
  public Optional<String> text(String member) {
    Optional<JsonNode> value = member(member);
    if (value.isPresent() && !value.get().isTextual()) {
      faults.add(Fault.at("/" + member, "must be a string"));
      return Optional.empty();
    }
    return value.map(JsonNode::textValue);
  }

  /** Whether it is {@code true}; it may be missing. */
  public boolean flag(String member) {
    Optional<JsonNode> value = member(member);
    if (value.isPresent() && !value.get().isBoolean()) {
      faults.add(Fault.at("/" + member, "must be true or false"));
    }
    return value.isPresent() && value.get().asBoolean();
  }

  /** A whole number between the two, both included. */
  public Optional<Integer> number(String member, int least, int most) {
    Optional<Integer> number =
        member(member)
            .map(value -> value.isInt() ? value.intValue() : most + 1)
            .filter(value -> value >= least && value <= most);
    if (number.isEmpty() && member(member).isPresent()) {
      faults.add(Fault.at("/" + member, "must be a whole number from " + least + " to " + most));
    }
    return number;
  }

  /** An object of texts that must be there; {@link #end} tells its faults, too. */
  public Parameters parameters(String member) {
    Optional<JsonNode> value = member(member);
    if (value.isEmpty() || !value.get().isObject()) {
      faults.add(Fault.at("/" + member, "must be an object"));
    }
    Parameters parameters =
        new Parameters(
            value.filter(JsonNode::isObject).map(it -> (ObjectNode) it).orElse(Json.object()),
            "/" + member);
    nested.add(parameters);
    return parameters;
  }

  /** A member that must be there, whatever is read of it then. */
  public AdminBody required(String member) {
    if (member(member).isEmpty()) {
      faults.add(Fault.at("/" + member, "is missing"));
    }
    return this;
  }

  /** A text of some form; {@code parser} throws for one that is not. */
  public <T> Optional<T> parsed(String member, String expected, Function<String, T> parser) {
    return text(member)
        .flatMap(
            text -> {
              try {
                return Optional.of(parser.apply(text));
              } catch (RuntimeException e) {
                faults.add(Fault.at("/" + member, expected));
                return Optional.empty();
              }
            });
  }

  /** A text that has no fault; the fault starts with a verb and does not quote the text. */
  public Optional<String> checked(String member, Function<String, Optional<String>> faultOf) {
    Optional<String> text = text(member);
    text.flatMap(faultOf).ifPresent(fault -> faults.add(Fault.at("/" + member, fault)));
    return text;
  }

  /** Elements of an array that must be there, each by its parser, which answers its fault. */
  public List<String> texts(String member, int most, Function<String, Optional<String>> faultOf) {
    Optional<JsonNode> value = member(member);
    if (value.isEmpty() || !value.get().isArray() || value.get().size() > most) {
      faults.add(Fault.at("/" + member, "must be an array of at most " + most + " elements"));
      return List.of();
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode element : value.get()) {
      String at = "/" + member + "/" + texts.size();
      texts.add(element.asText());
      if (element.isTextual() || element.isIntegralNumber()) {
        faultOf.apply(element.asText()).ifPresent(fault -> faults.add(Fault.at(at, fault)));
      } else {
        faults.add(Fault.at(at, "must be a string or an integer number"));
      }
    }
    return texts;
  }

  private Optional<JsonNode> member(String name) {
    known.add(name);
    return Optional.ofNullable(tree.get(name)).filter(value -> !value.isNull());
  }

  /**
   * Ends the reading.
   *
   * @throws Refused 400 with every fault
   */
  public void end() {
    tree.fieldNames()
        .forEachRemaining(
            name -> {
              if (!known.contains(name)) {
                String pointer = "/" + name.replace("~", "~0").replace("/", "~1");
                faults.add(Fault.at(pointer, "is not a member of this call's body"));
              }
            });
    nested.forEach(parameters -> faults.addAll(parameters.faults()));
    if (!faults.isEmpty()) {
      throw Refused.malformed(faults);
    }
  }
}
