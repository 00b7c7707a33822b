package drawbridge.inbound.body;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.Problem;
import drawbridge.platform.json.Json;
import drawbridge.platform.json.JsonBytes;
import drawbridge.provider.Delivery;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A received body: its bytes as sent, which signatures cover, its decompressed content, and the
 * memory that both and its tree take. Not thread safe. Not a record, since a record prints itself
 * and a body may contain secrets.
 */
public final class ReceivedBody implements Delivery.Content {

  /** The bytes of the tree of an empty body. */
  private static final long SMALL = 4 << 10;

  private final byte[] raw;
  private final byte[] content;
  private final Optional<ContentType> type;
  private final int most;
  private final Allowance memory;
  private @Nullable Document document;

  /** The result of reading JSON or a form, which verification and reading share. */
  private record Document(Optional<JsonNode> tree, FaultList faults) {}

  /**
   * @param raw the bytes as sent; neither copied nor changed
   * @param content the decompressed bytes; neither copied nor changed
   * @param type empty when it is missing or unreadable
   * @param most the most bytes of the content, and of all encoded texts together
   */
  @SuppressWarnings("ArrayIsStoredDirectly") // avoids copying MiBs for each request
  public ReceivedBody(
      byte[] raw, byte[] content, Optional<ContentType> type, int most, Allowance memory) {
    this.raw = raw;
    this.content = content;
    this.type = type;
    this.most = most;
    this.memory = memory;
  }

  /**
   * Decompresses a body.
   *
   * @param raw neither copied nor changed
   * @param type empty when it is missing or unreadable
   * @param codings all values of the header {@code Content-Encoding}
   * @param refused receives a 400, 413, 415 or 503
   */
  public static <R> R of(
      byte[] raw,
      Optional<ContentType> type,
      List<String> codings,
      BodyLimit limit,
      Allowance memory,
      Function<ReceivedBody, R> whole,
      Function<Problem, R> refused) {
    Optional<ContentCoding> coding = ContentCoding.of(codings);
    if (coding.isEmpty()) {
      return refused.apply(ContentCoding.unsupported());
    }
    if (raw.length > limit.bytes()) {
      return refused.apply(limit.exceeded().problem());
    }
    FaultList faults = new FaultList();
    Optional<byte[]> content = coding.get().decode(raw, limit, memory, faults);
    return content.isEmpty()
        ? refused.apply(faults.toProblem())
        : whole.apply(new ReceivedBody(raw, content.get(), type, limit.bytes(), memory));
  }

  /** Returns the body of a request without one. */
  public static ReceivedBody none() {
    return new ReceivedBody(
        new byte[0], new byte[0], Optional.empty(), 1, Allowance.bounded(SMALL));
  }

  @Override
  public byte[] raw() {
    return raw;
  }

  /** Returns the decompressed bytes; do not change them. */
  public byte[] content() {
    return content;
  }

  public Optional<ContentType> type() {
    return type;
  }

  /** Returns the memory that readers of the content charge. */
  public Allowance memory() {
    return memory;
  }

  /**
   * Reads the content. The caller owns the tree: a second call for the format of {@link #document}
   * returns the same one.
   *
   * @param faults receives every fault, and what ended the reading
   * @return empty when there is a fault
   */
  public Optional<JsonNode> read(BodyFormat format, FaultList faults) {
    if (format != documentFormat()) {
      return format.read(content, type, memory, faults);
    }
    Document read = readDocument();
    faults.addAll(read.faults);
    return read.tree;
  }

  /**
   * Reads the content of a body whose type is missing: JSON, else a text in UTF-8, else bytes. A
   * limit ends the reading, so that the shape of the tree does not depend on the load.
   *
   * @param faults receives a limit only
   * @return empty when a limit ended the reading
   */
  public Optional<JsonNode> readUntyped(FaultList faults) {
    for (BodyFormat format : List.of(BodyFormat.JSON, BodyFormat.TEXT)) {
      FaultList own = new FaultList();
      Optional<JsonNode> tree = read(format, own);
      if (tree.isPresent() || own.limit().isPresent()) {
        faults.addAll(own);
        return tree;
      }
    }
    return read(BodyFormat.BYTES, faults);
  }

  /**
   * Replaces texts within a tree by what they encode (T7).
   *
   * @param faults receives every fault, and what ended the reading
   * @return empty when there is a fault
   */
  public Optional<JsonNode> decode(List<EncodedText> texts, JsonNode tree, FaultList faults) {
    return EncodedText.decode(texts, tree, most, memory, faults);
  }

  /**
   * Charges the JSON text of a tree, which the store receives, and its copy in UTF-8.
   *
   * @return the 413 or 503 when the memory is not there
   */
  public Optional<Problem> chargeText(JsonNode tree) {
    try {
      memory.take(3 * JsonBytes.of(tree));
      return Optional.empty();
    } catch (Unreadable e) {
      return Optional.of(e.problem());
    }
  }

  /**
   * Makes a single value at a pointer an array of one, where the format of the body has no arrays:
   * XML and forms repeat a name. Without it, one element would be read otherwise than two.
   *
   * @param texts decoded texts, whose formats count for what is below them
   * @param tree is changed
   * @return the tree
   */
  public JsonNode withArrayAt(String pointer, List<EncodedText> texts, JsonNode tree) {
    boolean isRepeating =
        BodyFormat.of(type).repeatsNames() || texts.stream().anyMatch(it -> it.as().repeatsNames());
    JsonPointer at = JsonPointer.compile(pointer);
    JsonNode value = tree.at(at);
    if (isRepeating
        && !at.matches()
        && (value.isObject() || value.isTextual())
        && tree.at(at.head()) instanceof ObjectNode parent) {
      parent.set(at.last().getMatchingProperty(), Json.NODES.arrayNode().add(value));
    }
    return tree;
  }

  @Override
  public boolean isForm() {
    return documentFormat() != BodyFormat.JSON;
  }

  /**
   * Returns the fields of a form, or the JSON document of a body of any other type, for the
   * verification of the request; missing when the content is neither.
   */
  @Override
  public JsonNode document() {
    return readDocument().tree.orElse(Json.NODES.missingNode());
  }

  /** Returns the 413 or 503 that ended the reading of the document; empty when it was read. */
  public Optional<Problem> limit() {
    return Optional.ofNullable(document).flatMap(it -> it.faults.limit());
  }

  private BodyFormat documentFormat() {
    BodyFormat format = BodyFormat.of(type);
    return format == BodyFormat.FORM || format == BodyFormat.MULTIPART ? format : BodyFormat.JSON;
  }

  private Document readDocument() {
    if (document == null) {
      FaultList faults = new FaultList();
      Optional<JsonNode> tree = documentFormat().read(content, type, memory, faults);
      document = new Document(tree, faults);
    }
    return document;
  }
}
