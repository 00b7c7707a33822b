package drawbridge.inbound.trigger.control.saving;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.admin.control.triggers.RowCommands;
import drawbridge.admin.control.triggers.TriggerLine;
import drawbridge.admin.control.triggers.TriggerList;
import drawbridge.admin.transfer.control.Exports;
import drawbridge.fixture.Stores;
import drawbridge.inbound.trigger.control.TriggerFixture;
import drawbridge.inbound.trigger.entity.ProviderRow.Kind;
import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.operator.control.CurrentOperator;
import drawbridge.operator.entity.Person;
import drawbridge.operator.entity.Role;
import drawbridge.platform.Fault;
import drawbridge.platform.binding.JsonBinding;
import drawbridge.provider.vault.Keyring;
import drawbridge.workspace.control.Workspaces;
import java.util.Optional;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What this version cannot read stops no list, check and export of the rest. */
@Tag("T14")
class UnreadableContentTest {

  private static final String NEWER =
      "{\"workflow\": \"greet\", \"handshake\": {\"provider\": \"own:echo\", \"more\": [1.10]},"
          + " \"ofANewerVersion\": true}";
  private static final String GITHUB =
      "{\"workflow\": \"greet\", \"signature\": {\"scheme\": \"github\", \"secret\": \"%s\"}}";
  private static final String ZOOM =
      "{\"workflow\": \"greet\", \"signature\": {\"scheme\": \"zoom\", \"secret\": \"%s\"},"
          + " \"handshake\": {\"provider\": \"zoom\"}}";
  private static final String ECHO =
      "{\"request\": {\"method\": \"GET\", \"when\": [{\"query\": \"ask\"}]},"
          + " \"challenge\": {\"query\": \"ask\", \"form\": \"token\"},"
          + " \"answer\": {\"status\": 200, \"text\": \"{challenge}\"}}";

  private final DataSource store = Stores.h2();
  private final TriggerFixture fixture = new TriggerFixture(store, Keyring.of(Keyring.newKey()));
  private final RowSaving rows = fixture.container.get(RowSaving.class);

  @BeforeEach
  void signIn() {
    fixture.container.get(CurrentOperator.class).set(new Person("ann", Role.ADMIN));
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {NEWER, "{\"mediaTypes\": [\"?\"]}", "[]", "no JSON"})
  void triggerIsListedWithAWarning(String setup) {
    Trigger bad = stored("bad", GITHUB.formatted("secret-1"), setup);
    var unused = fixture.saved("good", "{\"workflow\": \"greet\"}");
    TriggerList list = fixture.container.get(TriggerList.class);
    assertThat(list.in(fixture.workspace)).hasSize(2);
    TriggerLine line = list.find(fixture.workspace, bad.name()).orElseThrow();
    assertThat(line.warning(fixture.clock.instant()).orElseThrow())
        .startsWith("All requests are refused: this version cannot read the setup (")
        .doesNotContain("keeps working", "secret-1");
    assertThat(line.address()).as("the URL at the provider stays visible").isPresent();
    String exported = fixture.container.get(Exports.class).text(bad).text();
    assertThat(exported)
        .as("exported as it is stored")
        .contains(
            setup.equals(NEWER) ? "1.10" : setup.startsWith("{") ? "mediaTypes" : "unreadable");
  }

  @Test
  void triggerCanBeSavedAnew() {
    var unusedBad = stored("bad", GITHUB.formatted("secret-1"), NEWER);
    assertThat(fixture.save("bad", GITHUB.formatted("secret-2")).faults()).isEmpty();
    assertThat(fixture.find(fixture.address(trigger("bad"))).orElseThrow().setup().unreadable())
        .isEmpty();
  }

  @Test
  void secretOfAnUnreadableTriggerIsSharedWithNone() {
    var unusedBad = stored("bad", ZOOM.formatted("secret-1"), NEWER);
    assertThat(detail(fixture.save("a", GITHUB.formatted("secret-1"))))
        .startsWith("is a secret of trigger bad");
    assertThat(detail(fixture.save("b", ZOOM.formatted("secret-1"))))
        .startsWith("is a secret of trigger bad");
    assertThat(fixture.save("c", GITHUB.formatted("secret-2")).faults())
        .as("another secret")
        .isEmpty();
    assertThat(fixture.save("d", ZOOM.formatted("secret-3")).faults())
        .as("another secret")
        .isEmpty();
  }

  /** A newer version may sign answers or verify events by it, with any algorithm. */
  @Test
  void secretOfATriggerWithAnUnreadableRowIsSharedWithNone() {
    assertThat(
            rows.save(fixture.workspace, Kind.HANDSHAKE, "echo", JsonBinding.object(ECHO))
                .conflicts())
        .isEmpty();
    var unusedUser =
        stored(
            "user",
            GITHUB.formatted("secret-1"),
            "{\"workflow\": \"greet\", \"signature\": {\"scheme\": \"github\"},"
                + " \"handshake\": {\"provider\": \"own:echo\"}}");
    assertThat(fixture.save("before", GITHUB.formatted("secret-1")).faults())
        .as("an echo signs nothing")
        .isEmpty();
    assertThat(fixture.triggers().remove(fixture.workspace, "before")).isTrue();
    write(
        "update provider_row set content = ?1, row_version = row_version + 1",
        "{\"ofANewerVersion\": true}");
    assertThat(detail(fixture.save("a", GITHUB.formatted("secret-1"))))
        .startsWith("is a secret of trigger user");
    assertThat(fixture.save("b", GITHUB.formatted("secret-2")).faults())
        .as("another secret")
        .isEmpty();
  }

  @Test
  void secretOfATriggerWithAnUnknownSchemeIsSharedWithNoAnswer() {
    var unusedUser =
        stored(
            "user",
            GITHUB.formatted("secret-1"),
            "{\"workflow\": \"greet\", \"signature\": {\"scheme\": \"of-a-newer-version\"}}");
    assertThat(detail(fixture.save("a", ZOOM.formatted("secret-1"))))
        .startsWith("is a secret of trigger user");
    assertThat(fixture.save("b", GITHUB.formatted("secret-1")).faults())
        .as("events may share a secret")
        .isEmpty();
  }

  @Test
  void rowsAreCheckedBesideAnUnreadableTrigger() {
    assertThat(
            rows.save(fixture.workspace, Kind.HANDSHAKE, "echo", JsonBinding.object(ECHO))
                .conflicts())
        .isEmpty();
    var unusedBad = stored("bad", GITHUB.formatted("secret-1"), NEWER);
    var unusedWorse = stored("worse", GITHUB.formatted("secret-2"), "[]");
    assertThat(
            rows.save(fixture.workspace, Kind.HANDSHAKE, "echo", JsonBinding.object(ECHO))
                .conflicts())
        .isEmpty();
    assertThat(rows.enable(fixture.workspace, Kind.HANDSHAKE, "echo", false).row()).isPresent();
    assertThat(rows.enable(fixture.workspace, Kind.HANDSHAKE, "echo", true).row()).isPresent();
    assertThat(rows.remove(fixture.workspace, Kind.HANDSHAKE, "echo").conflicts())
        .extracting(RowConflicts.Conflict::trigger)
        .as("the unreadable setup names it")
        .containsExactly("bad");
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"ofANewerVersion\": true}", "[]", "no JSON"})
  void rowIsListedWithAWarningAndItsTriggersRefuse(String content) {
    var unusedRow = rows.save(fixture.workspace, Kind.HANDSHAKE, "echo", JsonBinding.object(ECHO));
    Trigger user =
        stored(
            "user",
            "{\"workflow\": \"greet\"}",
            "{\"workflow\": \"greet\", \"handshake\": {\"provider\": \"own:echo\"}}");
    Trigger other = fixture.saved("other", "{\"workflow\": \"greet\"}");
    write("update provider_row set content = ?1, row_version = row_version + 1", content);
    RowCommands.RowLine line =
        fixture.container.get(RowCommands.class).in(fixture.workspace).get(0);
    assertThat(line.warning().orElseThrow()).contains("this version cannot read the row (");
    assertThat(line.users()).containsExactly("user");
    assertThat(
            fixture.find(fixture.address(user)).orElseThrow().setup().asks().unavailable().rows())
        .containsExactly("own:echo");
    assertThat(
            fixture
                .find(fixture.address(other))
                .orElseThrow()
                .setup()
                .asks()
                .unavailable()
                .isEmpty())
        .isTrue();
    assertThat(fixture.container.get(Exports.class).of(fixture.workspace)).isNotNull();
    assertThat(
            rows.save(fixture.workspace, Kind.HANDSHAKE, "echo", JsonBinding.object(ECHO))
                .conflicts())
        .as("it cannot be compared with the row in use")
        .extracting(RowConflicts.Conflict::trigger)
        .containsExactly("user");
    assertThat(fixture.triggers().remove(fixture.workspace, "user")).isTrue();
    assertThat(rows.save(fixture.workspace, Kind.HANDSHAKE, "echo", JsonBinding.object(ECHO)).row())
        .isPresent();
  }

  @Test
  @Tag("T5")
  void secretThatThisNodeCannotDecryptIsNotSharedUnseen() {
    var unusedHook = fixture.saved("hook", GITHUB.formatted("secret-1"));
    var unusedZoom = fixture.saved("zoom", ZOOM.formatted("secret-2"));
    String other =
        fixture.container.get(Workspaces.class).create("other", "a-secret").orElseThrow().id();
    try (TriggerFixture node = new TriggerFixture(store, Keyring.of(Keyring.newKey()))) {
      assertThat(detail(node.save("x", ZOOM.formatted("secret-1"))))
          .startsWith("cannot be compared with the secrets of trigger hook")
          .contains("drawbridge.encryption.keys");
      assertThat(detail(node.save("y", GITHUB.formatted("secret-2"))))
          .startsWith("cannot be compared with the secrets of trigger zoom");
      assertThat(detail(node.save(other, "y", GITHUB.formatted("secret-2"))))
          .startsWith("cannot be compared with the secrets of another trigger")
          .doesNotContain("zoom");
      assertThat(node.save("plain", "{\"workflow\": \"greet\"}").faults()).isEmpty();
    }
    fixture.triggers().remove(fixture.workspace, "zoom");
    try (TriggerFixture node = new TriggerFixture(store, Keyring.of(Keyring.newKey()))) {
      assertThat(node.save("y", GITHUB.formatted("secret-2")).faults())
          .as("no handshake answers with an HMAC")
          .isEmpty();
    }
  }

  private Trigger trigger(String name) {
    return fixture.triggers().find(fixture.workspace, name).orElseThrow();
  }

  /** Saves a trigger and writes a setup into its row without a check. */
  private Trigger stored(String name, String saved, String setup) {
    Trigger trigger = fixture.saved(name, saved);
    write(
        "update trigger set setup = ?1, row_version = row_version + 1 where id = '"
            + trigger.id()
            + "'",
        setup);
    return trigger(name);
  }

  private void write(String statement, String text) {
    fixture.container.inTransaction(
        () ->
            fixture
                .container
                .entities()
                .createNativeQuery(statement)
                .setParameter(1, text)
                .executeUpdate());
    fixture.lookup().forget();
  }

  private static String detail(TriggerSaving.Saved saved) {
    assertThat(saved.trigger()).isEmpty();
    return Optional.of(saved.faults().get(0)).map(Fault::detail).orElseThrow();
  }
}
