package drawbridge.console.boundary.once;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.faces.application.FacesMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SubmissionTest {

  private static final ActionOutcome DONE =
      new ActionOutcome("run.xhtml", FacesMessage.SEVERITY_INFO, "Done.", null);

  private final Submission submission = new Submission();
  private final AtomicInteger actions = new AtomicInteger();

  private Optional<ActionOutcome> act() {
    actions.incrementAndGet();
    return Optional.of(DONE);
  }

  @Test
  void repeatedSubmissionGetsTheFirstOutcome() {
    assertThat(submission.once(this::act)).isEmpty();
    assertThat(submission.once(this::act)).contains(DONE);
    assertThat(actions).hasValue(1);
  }

  @Test
  void actionWithoutOutcomeRunsAgain() {
    assertThat(submission.once(Optional::empty)).isEmpty();
    assertThat(submission.once(this::act)).isEmpty();
    assertThat(actions).hasValue(1);
  }

  @Test
  void failedActionRunsAgain() {
    assertThatThrownBy(
            () ->
                submission.once(
                    () -> {
                      throw new IllegalStateException("store unavailable");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(submission.once(this::act)).isEmpty();
  }

  @Test
  void parallelSubmissionsActOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(8);
    CountDownLatch start = new CountDownLatch(1);
    List<Future<Optional<ActionOutcome>>> answers = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      answers.add(
          threads.submit(
              () -> {
                start.await();
                return submission.once(this::act);
              }));
    }
    start.countDown();
    int first = 0;
    for (Future<Optional<ActionOutcome>> answer : answers) {
      first += answer.get().isEmpty() ? 1 : 0;
    }
    threads.shutdown();
    assertThat(first).isEqualTo(1);
    assertThat(actions).hasValue(1);
  }

  @Test
  void sessionForgetsTheOldestSubmissions() {
    Submissions submissions = new Submissions();
    Submission first = submissions.of("0");
    assertThat(submissions.of("0")).isSameAs(first);
    for (int i = 1; i <= 200; i++) {
      assertThat(submissions.of(String.valueOf(i))).isNotSameAs(first);
    }
    assertThat(submissions.of("0")).isNotSameAs(first);
  }
}
