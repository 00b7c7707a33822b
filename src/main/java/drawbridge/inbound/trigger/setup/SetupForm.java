package drawbridge.inbound.trigger.setup;

import drawbridge.inbound.entity.Rate;
import drawbridge.inbound.reply.TriggerReply;
import drawbridge.platform.Fault;
import drawbridge.platform.binding.AsWhole;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.platform.binding.OneOf;
import drawbridge.platform.json.Json;
import drawbridge.provider.handshake.Handshake;
import drawbridge.provider.preset.Presets;
import drawbridge.provider.signature.Scheme;
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
 * <p>Constraints are checked when a setup is created, changed or imported. They never apply to
 * stored setups (T14): see {@link StoredSetup}.
 *
 * @param signature the settings of a scheme; the table of schemes defines its members
 * @param handshake the settings of a handshake; the table of handshakes defines its members
 * @param reply the settings of the reply; {@code drawbridge.inbound.reply} defines its members
 */
public record SetupForm(
    @Size(min = 1, max = 100) @Nullable String preset,
    @Min(1) @Nullable Integer presetVersion,
    @Size(min = 1, max = 200) @Pattern(regexp = "(?s)|.*\\S.*", message = "must not be blank")
        @Nullable String workflow,
    @Nullable JsonObject stateValues,
    @Nullable Boolean secretRequired,
    @Nullable JsonObject signature,
    @Nullable JsonObject handshake,
    @AsWhole("must be an array of different methods: POST, GET, PUT, PATCH, DELETE, HEAD")
        @Size(min = 1, max = 6)
        @Nullable List<@NotNull @OneOf({"POST", "GET", "PUT", "PATCH", "DELETE", "HEAD"}) String>
            methods,
    @AsWhole(
            "must be an array of 1 to 20 media types like application/json without parameters, or"
                + " */*")
        @Size(min = 1, max = 20)
        @Nullable List<@NotNull String> mediaTypes,
    @Size(min = 1, max = 20) @Nullable List<@NotNull @Valid Decoding> decode,
    @Min(1024) @Max(33554432) @Nullable Integer maxBody,
    @Nullable Boolean keepBody,
    @Size(max = 1000) @Nullable String split,
    @Valid @Nullable UidForm uidFrom,
    @Size(min = 1, max = 100) @Nullable List<@NotNull @Valid RouteForm> routes,
    @Nullable JsonObject reply,
    @Min(1) @Max(1000) @Nullable Integer keepRefused,
    @OneOf({"200", "202"}) @Nullable Integer acceptedStatus,
    @AsWhole(
            "must be an object with perSecond and optionally burst: whole numbers from 1 to 1000000")
        @Valid
        @Nullable Limit rate) {

  private static final List<String> POST = List.of("POST");

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
    Setup.Takes takes = setup.takes();
    Setup.Starts starts = setup.starts();
    Setup.Answers answers = setup.answers();
    return new SetupForm(
        setup.origin().preset().orElse(null),
        setup.origin().version().orElse(null),
        starts.workflow().orElse(null),
        JsonBinding.object(Json.write(starts.stateValues())),
        setup.asks().secretRequired(),
        setup.asks().signatureSettings().orElse(null),
        setup.asks().handshakeSettings().orElse(null),
        takes.methods().equals(POST) ? null : takes.methods(),
        takes.mediaTypes().stream().map(MediaKind::name).toList(),
        takes.decode().isEmpty() ? null : takes.decode(),
        takes.maxBody().orElse(null),
        takes.keepBody() ? true : null,
        setup.events().split().orElse(null),
        setup.events().uidFrom().map(UidForm::of).orElse(null),
        starts.routes().isEmpty() ? null : starts.routes().stream().map(RouteForm::of).toList(),
        answers.reply().map(TriggerReply::json).orElse(null),
        answers.keepRefused().orElse(null),
        answers.reply().isPresent() ? null : answers.acceptedStatus(),
        setup.rate().map(it -> new Limit(it.perSecond(), it.burst())).orElse(null));
  }

  /**
   * Reads a form that is created, changed or imported. Members that are {@code null} are not set.
   * Fills in the values of its preset (T13), unless it has a {@code presetVersion}: then it has the
   * values of that version already.
   *
   * @param json may hold the secrets that {@link GivenSecrets} reads; they are skipped
   * @param faults receives every fault
   * @return empty when a fault was found
   */
  public static Optional<Setup> read(JsonObject json, List<Fault> faults) {
    return read(json, ProviderRows.builtIn(), faults);
  }

  /** Reads a form like {@link #read(JsonObject, List)}, which may name rows of its workspace. */
  public static Optional<Setup> read(JsonObject json, ProviderRows rows, List<Fault> faults) {
    int before = faults.size();
    return JsonBinding.read(
            Presets.builtIn().fillIn(GivenSecrets.without(json), faults),
            SetupForm.class,
            (form, found) -> ConsistentSetup.check(form, rows, found),
            faults)
        .filter(form -> faults.size() == before)
        .map(form -> form.toSetup(rows));
  }

  /** Returns the setup. Checks no constraint. */
  Setup toSetup(ProviderRows rows) {
    List<MediaKind> kinds =
        mediaTypes == null
            ? List.of(MediaKind.JSON)
            : mediaTypes.stream().map(MediaKind::of).distinct().toList();
    return new Setup(
        new Setup.Origin(Optional.ofNullable(preset), Optional.ofNullable(presetVersion)),
        asks(rows),
        new Setup.Takes(
            Objects.requireNonNullElse(methods, POST),
            kinds,
            Objects.requireNonNullElse(decode, List.of()),
            Optional.ofNullable(maxBody),
            Boolean.TRUE.equals(keepBody)),
        new Setup.Events(
            Optional.ofNullable(split), Optional.ofNullable(uidFrom).map(UidForm::toSource)),
        new Setup.Starts(
            Optional.ofNullable(workflow),
            stateValues == null ? Json.object() : RouteForm.tree(stateValues),
            routes == null ? List.of() : routes.stream().map(RouteForm::toRoute).toList()),
        new Setup.Answers(
            Objects.requireNonNullElse(acceptedStatus, Setup.ACCEPTED),
            Optional.ofNullable(reply).map(TriggerReply::stored),
            Optional.ofNullable(keepRefused)),
        Optional.ofNullable(rate).map(Limit::toRate));
  }

  private Setup.Asks asks(ProviderRows rows) {
    Optional<Scheme> scheme = scheme(rows, new ArrayList<>());
    Optional<Handshake> known = handshake(rows, new ArrayList<>());
    return new Setup.Asks(
        Boolean.TRUE.equals(secretRequired),
        scheme,
        known,
        new Setup.Unavailable(
            scheme.isPresent() ? Optional.empty() : Optional.ofNullable(signature),
            known.isPresent() ? Optional.empty() : Optional.ofNullable(handshake),
            Optional.empty()));
  }

  /** Returns the scheme; empty when none is set, or after a fault. */
  Optional<Scheme> scheme(ProviderRows rows, List<Fault> faults) {
    return nested("/signature", signature, rows.schemes()::read, faults);
  }

  /** Returns the handshake; empty when none is set, or after a fault. */
  Optional<Handshake> handshake(ProviderRows rows, List<Fault> faults) {
    return nested("/handshake", handshake, rows.handshakes()::read, faults);
  }

  /** Returns the reply; empty when none is set, or after a fault. */
  Optional<TriggerReply> reply(List<Fault> faults) {
    return nested("/reply", reply, TriggerReply::read, faults);
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
