package drawbridge.console.boundary.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import drawbridge.admin.control.runs.ProblemLine;
import drawbridge.admin.control.runs.RunLine;
import drawbridge.run.entity.RunState;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunRowTest {

  @Test
  void childrenFollowTheRunThatStartedThemInTheOrderOfThePage() {
    List<RunRow> rows =
        RunRow.of(
            List.of(
                line("grandchild", "child", RunState.SUCCEEDED),
                line("other", null, RunState.SUCCEEDED),
                line("late", "parent", RunState.FAILED),
                line("child", "parent", RunState.SUCCEEDED),
                line("parent", null, RunState.FAILED)));
    assertThat(rows)
        .extracting(it -> it.line().runId(), RunRow::root, RunRow::depth)
        .containsExactly(
            tuple("other", "other", 0),
            tuple("parent", "parent", 0),
            tuple("late", "parent", 1),
            tuple("child", "parent", 1),
            tuple("grandchild", "parent", 2));
    assertThat(rows).extracting(RunRow::getFolds).startsWith("", "3 children, 1 failed", "");
    assertThat(rows).extracting(RunRow::isFolded).containsExactly(false, false, true, true, true);
  }

  @Test
  void childWhoseParentIsOnAnotherPageStaysAtTheTop() {
    assertThat(RunRow.of(List.of(line("child", "elsewhere", RunState.RUNNING))))
        .singleElement()
        .satisfies(
            row -> {
              assertThat(row.isFolded()).isFalse();
              assertThat(row.getFolds()).isEmpty();
            });
  }

  private static RunLine line(String id, @Nullable String parent, RunState state) {
    return new RunLine(
        id,
        state,
        "greet",
        "w",
        1,
        null,
        "request",
        Instant.EPOCH,
        null,
        null,
        parent,
        null,
        (ProblemLine) null);
  }
}
