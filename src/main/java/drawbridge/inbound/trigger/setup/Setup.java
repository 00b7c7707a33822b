package drawbridge.inbound.trigger.setup;

import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.inbound.entity.Rate;
import drawbridge.inbound.reply.TriggerReply;
import drawbridge.inbound.trigger.event.UidSource;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.platform.json.Json;
import drawbridge.provider.DeliveryPart;
import drawbridge.provider.OwnName;
import drawbridge.provider.handshake.Handshake;
import drawbridge.provider.preset.Presets;
import drawbridge.provider.signature.Scheme;
import jakarta.json.JsonObject;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The setup of a trigger: how it verifies, reads, splits, routes and answers requests. Holds no
 * secret.
 *
 * @param rate the limit of this trigger; empty for the limit of the settings
 */
public record Setup(
    Origin origin,
    Asks asks,
    Takes takes,
    Events events,
    Starts starts,
    Answers answers,
    Optional<Rate> rate) {

  /** The usual status of an accepted request. */
  public static final int ACCEPTED = 202;

  /**
   * The preset that the setup was expanded from (T13). Its values are part of the setup.
   *
   * @param preset empty for a setup without a preset
   */
  public record Origin(Optional<String> preset, Optional<Integer> version) {}

  private static final String MAX_BODY = "maxBody";
  private static final String SCHEME = "scheme";
  private static final String PROVIDER = "provider";

  /**
   * A stored setup whose shape this version does not know: a newer version may have written it.
   *
   * @param why completes "the setup …"
   */
  public record Unreadable(JsonObject json, String why) {}

  /**
   * Settings whose row is missing or disabled, or which cannot be read. The trigger refuses all
   * requests, because it can neither verify one nor tell events from handshakes.
   *
   * @param setup the whole setup when it cannot be read; the other parts of this record are empty
   */
  public record Unavailable(
      Optional<JsonObject> signature, Optional<JsonObject> handshake, Optional<Unreadable> setup) {

    /** Whether all settings are available. */
    public boolean isEmpty() {
      return rows().isEmpty() && setup.isEmpty();
    }

    /** Returns the names of the rows; empty when all are available. */
    public List<String> rows() {
      return Stream.of(
              signature.map(it -> it.getString(SCHEME, "")),
              handshake.map(it -> it.getString(PROVIDER, "")))
          .flatMap(Optional::stream)
          .toList();
    }
  }

  /** The proofs that a request needs beside the address (T2, T4), and the handshake (T5). */
  public record Asks(
      boolean secretRequired,
      Optional<Scheme> signature,
      Optional<Handshake> handshake,
      Unavailable unavailable) {

    /** Whether the setup names a row that its workspace defines. */
    public boolean usesOwnRows() {
      return Stream.of(scheme(), provider())
          .flatMap(Optional::stream)
          .anyMatch(name -> OwnName.of(name).isPresent());
    }

    /** Returns the settings of the signature, whether its row is available or not. */
    public Optional<JsonObject> signatureSettings() {
      return signature.map(Scheme::toJson).or(unavailable::signature);
    }

    /** Returns the settings of the handshake, whether its row is available or not. */
    public Optional<JsonObject> handshakeSettings() {
      return handshake.map(Handshake::toJson).or(unavailable::handshake);
    }

    /** Returns the name of the signature's row. */
    public Optional<String> scheme() {
      return signatureSettings().map(it -> it.getString(SCHEME, ""));
    }

    /** Returns the name of the handshake's row. */
    public Optional<String> provider() {
      return handshakeSettings().map(it -> it.getString(PROVIDER, ""));
    }

    /** Returns the parts of a request that show a secret as such, which runs must not see (C9). */
    public List<DeliveryPart> secretParts() {
      return Stream.concat(
              signature.stream().flatMap(scheme -> scheme.secretParts().stream()),
              handshake.stream().flatMap(it -> it.secretParts().stream()))
          .toList();
    }
  }

  /**
   * The requests that the trigger takes and how it reads their bodies (T6 to T8).
   *
   * @param maxBody the bytes of a body; empty for the limit of the settings
   * @param keepBody whether runs get the whole body as {@code request.body}
   */
  public record Takes(
      List<String> methods,
      List<MediaKind> mediaTypes,
      List<Decoding> decode,
      Optional<Integer> maxBody,
      boolean keepBody) {
    public Takes {
      methods = List.copyOf(methods);
      mediaTypes = List.copyOf(mediaTypes);
      decode = List.copyOf(decode);
    }
  }

  /**
   * The elements of a body that are events, and the source of their uids (T3, T9).
   *
   * @param split a JSON pointer to an array; empty when the whole body is one event
   * @param uidFrom empty when events have no uid
   */
  public record Events(Optional<String> split, Optional<UidSource> uidFrom) {}

  /**
   * The workflows that events start (T1, T10).
   *
   * @param workflow name or UUID of the workflow of events without a matching route; empty when
   *     such events are ignored
   */
  public record Starts(Optional<String> workflow, ObjectNode stateValues, List<Route> routes) {
    public Starts {
      routes = List.copyOf(routes);
    }

    /** Returns the names or UUIDs of all workflows, by the JSON pointer of their members. */
    public SortedMap<String, String> references() {
      SortedMap<String, String> references = new TreeMap<>();
      workflow.ifPresent(it -> references.put("/workflow", it));
      for (int index = 0; index < routes.size(); index++) {
        String pointer = "/routes/" + index + "/workflow";
        routes.get(index).workflow().ifPresent(it -> references.put(pointer, it));
      }
      return references;
    }

    /** Returns the same with other names of the workflows. */
    public Starts renamed(UnaryOperator<String> names) {
      return new Starts(
          workflow.map(names),
          stateValues,
          routes.stream()
              .map(it -> new Route(it.when(), it.workflow().map(names), it.stateValues()))
              .toList());
    }
  }

  /**
   * The reply to a request without a rejected event, and the memory of refused ones (T11, T12).
   *
   * @param acceptedStatus the status without a {@code reply}: 202, or 200 for senders that accept
   *     no other
   * @param keepRefused how many whole requests are kept that passed verification and were refused
   */
  public record Answers(
      int acceptedStatus, Optional<TriggerReply> reply, Optional<Integer> keepRefused) {}

  /** Returns whether the most bytes of a body are those of the preset. */
  public boolean hasMaxBodyOfPreset() {
    return origin
        .preset()
        .flatMap(Presets.builtIn()::find)
        .map(preset -> preset.setup().getInt(MAX_BODY, 0))
        .equals(takes.maxBody());
  }

  /** Returns the same setup that starts other workflows. */
  public Setup with(Starts others) {
    return new Setup(origin, asks, takes, events, others, answers, rate);
  }

  /** Returns the stored setup when this version cannot read it. */
  public Optional<Unreadable> unreadable() {
    return asks.unavailable.setup;
  }

  /** Returns the tree of {@link SetupForm}; that of the stored setup when it cannot be read. */
  public ObjectNode toJson() {
    return (ObjectNode)
        Json.read(
            unreadable()
                .map(stored -> stored.json().toString())
                .orElseGet(() -> JsonBinding.write(SetupForm.of(this))));
  }
}
