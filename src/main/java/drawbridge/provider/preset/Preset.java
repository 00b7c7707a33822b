package drawbridge.provider.preset;

import drawbridge.platform.Fault;
import drawbridge.platform.binding.SelfChecked;
import jakarta.json.JsonObject;
import jakarta.json.JsonValue;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A row of the table: how to receive the requests of one provider. The head of {@code presets.yaml}
 * defines the members.
 *
 * @param version counts the changes of {@code setup}
 * @param setup members of a trigger's setup, without secrets
 */
public record Preset(
    @NotNull @Size(min = 1, max = 60) String title,
    @NotNull
        @Pattern(
            regexp = "https://.+",
            message = "must be the https address of the provider's documentation")
        String docs,
    @NotNull @Min(1) Integer version,
    @NotNull JsonObject setup,
    List<@NotNull @Valid Input> inputs,
    @NotEmpty List<@NotNull @Size(min = 1) String> steps,
    @Size(min = 1) @Nullable String retries,
    List<@NotNull @Size(min = 1) String> notes,
    @NotNull @Valid TestRequest test)
    implements SelfChecked {

  static final String SIGNATURE = "signature";
  static final String HANDSHAKE = "handshake";

  private static final Set<String> OPERATORS_OWN =
      Set.of("preset", "presetVersion", "workflow", "stateValues", "routes", "rate");

  /**
   * A value that only the operator knows.
   *
   * @param at the JSON pointer of the member in the setup
   * @param what the value, as the provider calls it
   * @param example a valid value; null for secrets
   * @param isOptional null when the trigger cannot be saved without the value
   */
  public record Input(
      @NotNull
          @Pattern(
              regexp = "/(signature|handshake)/[A-Za-z]+",
              message = "must point to a member of signature or handshake")
          String at,
      @NotNull @Size(min = 1) String what,
      @Size(min = 1) @Nullable String example,
      @Nullable Boolean isOptional)
      implements SelfChecked {

    @Override
    public void check(List<Fault> faults) {
      if (at != null && secret() == (example != null)) {
        faults.add(Fault.at("/example", secret() ? "must not be set" : "is missing"));
      }
    }

    /** Returns the member of the setup: {@code signature} or {@code handshake}. */
    public String owner() {
      return at.substring(1, at.indexOf('/', 1));
    }

    /** Returns the member of the owner. */
    public String member() {
      return at.substring(at.lastIndexOf('/') + 1);
    }

    /** Whether the trigger cannot be saved without the value. */
    public boolean required() {
      return !Boolean.TRUE.equals(isOptional);
    }

    /** Whether the value is a secret, which no reply and no page shows. */
    public boolean secret() {
      return at.endsWith("/secret") || at.endsWith("/token");
    }
  }

  public Preset {
    inputs = inputs == null ? List.of() : List.copyOf(inputs);
    notes = notes == null ? List.of() : List.copyOf(notes);
  }

  @Override
  public void check(List<Fault> faults) {
    if (setup == null) {
      return;
    }
    for (String member : setup.keySet()) {
      if (OPERATORS_OWN.contains(member)) {
        faults.add(Fault.at("/setup/" + member, "is left to the operator"));
      }
    }
    for (String owner : List.of(SIGNATURE, HANDSHAKE)) {
      JsonValue value = setup.get(owner);
      if (value != null && !(value instanceof JsonObject)) {
        faults.add(Fault.at("/setup/" + owner, "must be an object"));
      } else if (value instanceof JsonObject object
          && (object.containsKey("secret") || object.containsKey("token"))) {
        faults.add(Fault.at("/setup/" + owner, "must hold no secret"));
      }
    }
  }
}
