package drawbridge.inbound.trigger.entity;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.inbound.entity.Rate;
import drawbridge.platform.Fault;
import drawbridge.platform.Json;
import drawbridge.platform.binding.AsWhole;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.platform.binding.OneOf;
import drawbridge.platform.binding.SelfChecked;
import drawbridge.provider.DeliveryPart;
import drawbridge.provider.handshake.Handshake;
import drawbridge.provider.handshake.Handshakes;
import drawbridge.provider.signature.Scheme;
import drawbridge.provider.signature.Schemes;
import jakarta.json.JsonObject;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of a {@link Setup} without its secrets, as the API, files and the store hold it.
 *
 * @param signature the settings of a scheme; the table of schemes defines its members
 * @param handshake the settings of a handshake; the table of handshakes defines its members
 */
@ConsistentSetup
public record SetupForm(
    @NotNull
        @Size(min = 1, max = 200)
        @Pattern(regexp = "(?s)|.*\\S.*", message = "must not be blank")
        String workflow,
    @Nullable JsonObject stateValues,
    @Nullable Boolean secretRequired,
    @Nullable JsonObject signature,
    @Nullable JsonObject handshake,
    @AsWhole("must be an object with one text: header or pointer") @Valid @Nullable Part uidFrom,
    @AsWhole(
            "must be an array of 1 to 20 of application/json, other application/…+json,"
                + " application/x-www-form-urlencoded and text/plain, without parameters")
        @Size(min = 1, max = 20)
        @Nullable List<@NotNull String> mediaTypes,
    @OneOf({"200", "202"}) @Nullable Integer acceptedStatus,
    @AsWhole(
            "must be an object with perSecond and optionally burst: whole numbers from 1 to 1000000")
        @Valid
        @Nullable Limit rate) {

  /** The source of the uid: a header, or a JSON pointer into the body. */
  public record Part(@Nullable String header, @Nullable String pointer) implements SelfChecked {

    static Part of(DeliveryPart part) {
      return new Part(part.header(), part.pointer());
    }

    DeliveryPart toPart() {
      return new DeliveryPart(header, null, pointer);
    }

    @Override
    public void check(List<Fault> faults) {
      toPart().check(faults);
    }
  }

  /** A rate. Without a burst it is the number of a second. */
  public record Limit(
      @NotNull @Min(1) @Max(Rate.MOST) Integer perSecond,
      @Min(1) @Max(Rate.MOST) @Nullable Integer burst) {

    Rate toRate() {
      return new Rate(perSecond, burst == null ? perSecond : burst);
    }
  }

  /** Returns the form of a setup, with every member that has a value. */
  public static SetupForm of(Setup setup) {
    return new SetupForm(
        setup.starts().workflow(),
        JsonBinding.object(Json.write(setup.starts().stateValues())),
        setup.asks().secretRequired(),
        setup.asks().signature().map(Scheme::toJson).orElse(null),
        setup.asks().handshake().map(Handshake::toJson).orElse(null),
        setup.takes().uidFrom().map(Part::of).orElse(null),
        setup.takes().mediaTypes().stream().map(MediaKind::name).toList(),
        setup.acceptedStatus(),
        setup.rate().map(it -> new Limit(it.perSecond(), it.burst())).orElse(null));
  }

  /**
   * Reads a form. Members that are {@code null} are not set.
   *
   * @param json may hold the secrets that {@link GivenSecrets} reads; they are skipped
   * @param faults receives every fault
   * @return empty when a fault was found
   */
  public static Optional<Setup> read(JsonObject json, List<Fault> faults) {
    return JsonBinding.read(GivenSecrets.without(json), SetupForm.class, faults)
        .map(SetupForm::toSetup);
  }

  /**
   * Reads the form of a setup that the store holds.
   *
   * @throws IllegalStateException when it has faults: a newer version may have written it
   */
  public static Setup stored(String text) {
    List<Fault> faults = new ArrayList<>();
    return read(JsonBinding.object(text), faults)
        .orElseThrow(
            () -> new IllegalStateException("the stored setup of a trigger has faults: " + faults));
  }

  private Setup toSetup() {
    List<MediaKind> kinds =
        mediaTypes == null
            ? List.of(MediaKind.JSON)
            : mediaTypes.stream().map(MediaKind::of).distinct().toList();
    return new Setup(
        new Setup.Starts(
            workflow,
            stateValues == null ? Json.object() : (ObjectNode) Json.read(stateValues.toString())),
        new Setup.Asks(
            Boolean.TRUE.equals(secretRequired),
            scheme(new ArrayList<>()),
            handshake(new ArrayList<>())),
        new Setup.Takes(Optional.ofNullable(uidFrom).map(Part::toPart), kinds),
        Objects.requireNonNullElse(acceptedStatus, 202),
        Optional.ofNullable(rate).map(Limit::toRate));
  }

  /** Returns the scheme; empty when none is set, or after a fault. */
  Optional<Scheme> scheme(List<Fault> faults) {
    return nested("/signature", signature, Schemes.builtIn()::read, faults);
  }

  /** Returns the handshake; empty when none is set, or after a fault. */
  Optional<Handshake> handshake(List<Fault> faults) {
    return nested("/handshake", handshake, Handshakes.builtIn()::read, faults);
  }

  private static <T> Optional<T> nested(
      String at,
      @Nullable JsonObject settings,
      BiFunction<JsonObject, List<Fault>, Optional<T>> table,
      List<Fault> faults) {
    if (settings == null) {
      return Optional.empty();
    }
    List<Fault> inside = new ArrayList<>();
    Optional<T> read = table.apply(settings, inside);
    inside.forEach(fault -> faults.add(Fault.at(at + fault.pointer(), fault.detail())));
    return read;
  }
}
