package drawbridge.provider.handshake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import drawbridge.platform.Fault;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** The table of handshakes. Immutable. */
public final class Handshakes {

  private static final String TABLE = "/drawbridge/provider/handshakes.yaml";

  private static @Nullable Handshakes builtIn;

  private final SortedMap<String, HandshakeRow> rows;

  private Handshakes(SortedMap<String, HandshakeRow> rows) {
    this.rows = Collections.unmodifiableSortedMap(rows);
  }

  /**
   * Returns {@code drawbridge/provider/handshakes.yaml}. Reads it once.
   *
   * @throws IllegalStateException when a row has a fault; the message names row and member
   */
  public static synchronized Handshakes builtIn() {
    Handshakes read = builtIn == null ? of(text()) : builtIn;
    builtIn = read;
    return read;
  }

  /**
   * Reads a table.
   *
   * @throws IllegalStateException when a row has a fault; the message names row and member
   */
  static Handshakes of(String yaml) {
    return new Handshakes(HandshakeTable.read(yaml));
  }

  /**
   * A handshake to choose from.
   *
   * @param setting the member that may name the only allowed challenge; empty for none
   */
  public record Offer(String provider, Needs needs, boolean isSigned, Optional<String> setting) {}

  /** Returns all handshakes, by name. */
  public List<Offer> offers() {
    return rows.values().stream()
        .map(
            row ->
                new Offer(
                    row.provider(), row.proof().needs(), row.detection().signed(), row.setting()))
        .toList();
  }

  /** Returns the names of the rows, sorted. */
  public Set<String> providers() {
    return rows.keySet();
  }

  /**
   * Reads a trigger's settings: {@code {"provider": "meta"}} and the optional member of the row.
   * They must not contain tokens and secrets.
   *
   * @param faults receives every fault, with pointers relative to the settings
   * @return empty when there is a fault
   */
  public Optional<Handshake> read(JsonNode settings, List<Fault> faults) {
    if (!(settings instanceof ObjectNode object)) {
      faults.add(Fault.at("", "must be an object with provider"));
      return Optional.empty();
    }
    JsonNode provider = object.path("provider");
    HandshakeRow row = provider.isTextual() ? rows.get(provider.asText()) : null;
    if (row == null) {
      faults.add(Fault.at("/provider", "must be one of " + String.join(", ", rows.keySet())));
      return Optional.empty();
    }
    List<Fault> found = new ArrayList<>();
    for (Map.Entry<String, JsonNode> member : object.properties()) {
      check(row, member).ifPresent(found::add);
    }
    faults.addAll(found);
    return found.isEmpty() ? Optional.of(new Handshake(row, only(row, object))) : Optional.empty();
  }

  private static Optional<Fault> check(HandshakeRow row, Map.Entry<String, JsonNode> member) {
    String name = member.getKey();
    JsonNode value = member.getValue();
    if (name.equals("provider")) {
      return Optional.empty();
    }
    if (row.challenge() == null || !name.equals(row.challenge().setting())) {
      return Optional.of(fault(name, "is not a member of the handshake of " + row.provider()));
    }
    Form form = row.challenge().form();
    return value.isTextual() && form.fits(value.asText())
        ? Optional.empty()
        : Optional.of(fault(name, "must be a text of " + form.inWords()));
  }

  private static Fault fault(String name, String detail) {
    return Fault.at("/" + name.replace("~", "~0").replace("/", "~1"), detail);
  }

  private static @Nullable String only(HandshakeRow row, ObjectNode settings) {
    return row.setting()
        .filter(settings::has)
        .map(name -> settings.path(name).asText())
        .orElse(null);
  }

  private static String text() {
    try (InputStream table = Handshakes.class.getResourceAsStream(TABLE)) {
      if (table == null) {
        throw new IllegalStateException(TABLE + " is missing");
      }
      return new String(table.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
