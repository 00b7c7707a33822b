package drawbridge.admin.control.triggers;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.inbound.trigger.entity.Trigger;
import drawbridge.inbound.trigger.setup.ProviderRows;
import drawbridge.inbound.trigger.setup.StoredSetup;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("T14")
class TriggerLineTest {

  private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

  @Test
  void storedUidAtAnArrayPositionHasAWarning() {
    assertThat(
            warning(
                "{\"workflow\":\"greet\",\"uidFrom\":{\"pointer\":\"/entry/0/messages/0/id\"}}"))
        .hasValueSatisfying(
            text ->
                assertThat(text)
                    .startsWith("The setup keeps working, but cannot be saved as it is: /uidFrom ")
                    .endsWith("set split."));
  }

  @Test
  void storedProofThatLeavesTheBodyUnsignedHasAWarning() {
    assertThat(
            warning(
                "{\"workflow\":\"greet\",\"signature\":{\"scheme\":\"hmac\",\"header\":\"X-Sum\","
                    + "\"algorithm\":\"sha256\",\"encoding\":\"hex\","
                    + "\"signed\":\"{id}{timestamp}\",\"id\":{\"header\":\"X-Id\"},"
                    + "\"timestamp\":{\"header\":\"X-Time\"}}}"))
        .hasValueSatisfying(
            text -> assertThat(text).contains("keeps working").contains("/signature/signed "));
  }

  @Test
  void storedStatusHasAWarning() {
    assertThat(warning("{\"workflow\":\"greet\",\"acceptedStatus\":200}"))
        .contains("acceptedStatus is replaced by reply.status; it keeps working.");
  }

  @Test
  void otherSetupsHaveNone() {
    assertThat(
            warning(
                "{\"workflow\":\"greet\",\"stateValues\":{},\"secretRequired\":false,"
                    + "\"uidFrom\":{\"pointer\":\"/id\"},\"acceptedStatus\":202}"))
        .isEmpty();
  }

  @Test
  @Tag("T6")
  void maxBodyAboveTheSettingIsAWarning() {
    String setup = "{\"workflow\":\"greet\",\"maxBody\":33554432}";
    assertThat(warning(setup, Optional.of("must be at most 8388608")))
        .hasValue("Longer bodies get 413: maxBody must be at most 8388608. Raise that setting.");
  }

  private static Optional<String> warning(String setup) {
    return warning(setup, Optional.empty());
  }

  private static Optional<String> warning(String setup, Optional<String> faultOfMaxBody) {
    ProviderRows rows = ProviderRows.builtIn();
    return new TriggerLine(
            new Trigger("t", "w", "orders", NOW, setup),
            StoredSetup.read(setup, rows),
            rows,
            Optional.of("id"),
            false,
            List.of(),
            List.of(),
            faultOfMaxBody)
        .warning(NOW);
  }
}
