package drawbridge.platform.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TrialsTest {

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch end = new CountDownLatch(1);
  private final Trials trials = new Trials();

  @BeforeEach
  @SuppressWarnings("UnnecessaryAssignment") // no container injects here
  void begin() {
    trials.processors = new Processors(8);
  }

  @AfterEach
  void end() {
    end.countDown();
    threads.shutdownNow();
  }

  private Future<String> begun(String caller) throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    Future<String> trial =
        threads.submit(
            () ->
                trials.of(
                    caller,
                    () -> {
                      begun.countDown();
                      end.await();
                      return caller;
                    }));
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    return trial;
  }

  @Test
  void secondTrialOfACallerIsRefusedUntilTheFirstEnds() throws Exception {
    Future<String> first = begun("ada");
    assertThatThrownBy(() -> trials.of("ada", () -> 1)).isInstanceOf(Trials.Busy.class);
    int other = trials.of("bob", () -> 2);
    assertThat(other).isEqualTo(2);
    end.countDown();
    assertThat(first.get(20, TimeUnit.SECONDS)).isEqualTo("ada");
    int again = trials.of("ada", () -> 3);
    assertThat(again).isEqualTo(3);
  }

  @Test
  void fewTrialsAreMadeAtATime() throws Exception {
    for (int i = 0; i < Trials.MOST; i++) {
      var unused = begun("caller" + i);
    }
    assertThatThrownBy(() -> trials.of("ada", () -> 1))
        .isInstanceOfSatisfying(
            Trials.Busy.class, busy -> assertThat(busy.problem().status()).isEqualTo(429));
  }

  @Test
  void endlessTrialEndsAndTheCallerMayTryAgain() {
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(
              () ->
                  trials.of(
                      "ada",
                      Duration.ofMillis(20),
                      () -> {
                        while (true) {
                          Checkpoint.pass();
                        }
                      }))
          .isInstanceOfSatisfying(
              TooLong.class, late -> assertThat(late.problem().status()).isEqualTo(422));
    }
  }
}
