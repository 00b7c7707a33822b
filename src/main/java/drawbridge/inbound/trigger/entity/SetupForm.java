package drawbridge.inbound.trigger.entity;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.inbound.entity.Rate;
import drawbridge.platform.Fault;
import drawbridge.platform.Json;
import drawbridge.platform.JsonMembers;
import drawbridge.provider.DeliveryPart;
import drawbridge.provider.handshake.Handshake;
import drawbridge.provider.handshake.Handshakes;
import drawbridge.provider.handshake.Needs;
import drawbridge.provider.signature.Scheme;
import drawbridge.provider.signature.Schemes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.regex.Pattern;

/** Reads a {@link Setup} from the JSON of the API, with all faults, or from the store. */
public final class SetupForm {

  private static final Set<String> MEMBERS =
      Set.of(
          "workflow",
          "stateValues",
          "secretRequired",
          "signature",
          "handshake",
          "uidFrom",
          "mediaTypes",
          "acceptedStatus",
          "rate");
  private static final int LONGEST_WORKFLOW = 200;
  private static final int MOST_MEDIA_TYPES = 20;
  private static final Pattern PLACEHOLDER = Pattern.compile("\\{[a-z]+\\}");
  private static final Pattern SEPARATOR = Pattern.compile("[^A-Za-z0-9_+/=.~-]");
  private static final String NO_SCHEME = "requires the member signature: ";

  private final List<Fault> faults;
  private final ObjectNode json;
  private final JsonMembers members;

  private SetupForm(ObjectNode json, List<Fault> faults) {
    this.json = json;
    this.faults = faults;
    this.members = new JsonMembers(json, faults);
  }

  /**
   * Reads a setup. A member that is {@code null} is absent.
   *
   * @param json without secrets, see {@link GivenSecrets}
   * @param faults receives every fault
   * @return empty when there is a fault
   */
  public static Optional<Setup> read(ObjectNode json, List<Fault> faults) {
    ObjectNode set = json.deepCopy();
    set.properties().removeIf(member -> member.getValue().isNull());
    return new SetupForm(set, faults).read();
  }

  /**
   * Reads what {@link Setup#toJson} wrote.
   *
   * @throws IllegalStateException for any other text, such as one of a newer version
   */
  public static Setup stored(String text) {
    List<Fault> faults = new ArrayList<>();
    return read((ObjectNode) Json.read(text), faults)
        .orElseThrow(() -> new IllegalStateException("a stored setup has faults: " + faults));
  }

  private Optional<Setup> read() {
    members.allowOnly(MEMBERS);
    Optional<String> workflow =
        members.required("workflow", JsonMembers.text(LONGEST_WORKFLOW)).filter(this::isNotBlank);
    Setup.Starts starts =
        new Setup.Starts(
            workflow.orElse(""),
            members.optional("stateValues", SetupForm::object).orElse(Json.object()));
    Setup.Asks asks =
        new Setup.Asks(
            members.optional("secretRequired", SetupForm::flag).orElse(false),
            nested("signature", Schemes.builtIn()::read),
            nested("handshake", Handshakes.builtIn()::read));
    Setup.Takes takes =
        new Setup.Takes(
            members.optional("uidFrom", SetupForm::uidFrom),
            members.optional("mediaTypes", SetupForm::mediaTypes).orElse(List.of(MediaKind.JSON)));
    int status = members.optional("acceptedStatus", SetupForm::status).orElse(202);
    Optional<Rate> rate = members.optional("rate", Rate::of);
    asks.handshake().ifPresent(handshake -> check(handshake, asks.signature(), takes));
    return members.areFaultless()
        ? Optional.of(new Setup(starts, asks, takes, status, rate))
        : Optional.empty();
  }

  private boolean isNotBlank(String workflow) {
    if (workflow.isBlank()) {
      members.fault("workflow", "must not be blank");
    }
    return !workflow.isBlank();
  }

  /** Checks that handshake and signature scheme fit together. */
  private void check(Handshake handshake, Optional<Scheme> signature, Setup.Takes takes) {
    if (handshake.isSigned() && signature.isEmpty()) {
      members.fault("handshake", NO_SCHEME + "this handshake is signed");
    }
    if (handshake.needs() == Needs.HANDED_OVER && signature.isEmpty()) {
      members.fault("handshake", NO_SCHEME + "the sender hands over its secret");
    }
    if (handshake.answersOverHmac() && signature.isPresent()) {
      checkOracle(signature.get(), takes);
    }
  }

  /**
   * Prevents a signing oracle (T5). The handshake answers an HMAC over letters and digits of the
   * caller's choice. A signed message must therefore contain another character: no form or text,
   * and no empty body below a template without a separator.
   */
  private void checkOracle(Scheme scheme, Setup.Takes takes) {
    if (!takes.mediaTypes().stream().allMatch(MediaKind::isJson)) {
      members.fault(
          "mediaTypes",
          "must be JSON only: answers of this handshake could forge signatures of forms and texts");
    }
    String signed = scheme.toJson().path("signed").asText("{body}");
    boolean hasSeparator = SEPARATOR.matcher(PLACEHOLDER.matcher(signed).replaceAll("")).find();
    if (!signed.equals("{body}") && !hasSeparator) {
      members.fault(
          "signature",
          "must sign {body} alone or have a separator like : between its parts: answers of this"
              + " handshake could forge the signature of an empty body");
    }
  }

  private <T> Optional<T> nested(String name, BiFunction<JsonNode, List<Fault>, Optional<T>> form) {
    if (!members.has(name)) {
      return Optional.empty();
    }
    List<Fault> inside = new ArrayList<>();
    Optional<T> read = form.apply(json.path(name), inside);
    inside.forEach(fault -> faults.add(Fault.at("/" + name + fault.pointer(), fault.detail())));
    return read;
  }

  private static ObjectNode object(JsonNode value) {
    if (value instanceof ObjectNode object) {
      return object;
    }
    throw new IllegalArgumentException("must be an object");
  }

  private static boolean flag(JsonNode value) {
    if (!value.isBoolean()) {
      throw new IllegalArgumentException("must be true or false");
    }
    return value.booleanValue();
  }

  private static DeliveryPart uidFrom(JsonNode value) {
    DeliveryPart part = DeliveryPart.of(value);
    if (part instanceof DeliveryPart.Query) {
      throw new IllegalArgumentException("must be an object with one text: header or pointer");
    }
    return part;
  }

  private static List<MediaKind> mediaTypes(JsonNode value) {
    if (!value.isArray() || value.isEmpty() || value.size() > MOST_MEDIA_TYPES) {
      throw new IllegalArgumentException(
          "must be an array of 1 to " + MOST_MEDIA_TYPES + " media types");
    }
    List<MediaKind> kinds = new ArrayList<>();
    value.forEach(element -> kinds.add(MediaKind.of(element.isTextual() ? element.asText() : "")));
    return kinds.stream().distinct().toList();
  }

  private static int status(JsonNode value) {
    if (!value.isInt() || (value.intValue() != 200 && value.intValue() != 202)) {
      throw new IllegalArgumentException("must be 200 or 202");
    }
    return value.intValue();
  }
}
