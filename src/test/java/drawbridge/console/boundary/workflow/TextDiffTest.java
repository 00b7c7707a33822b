package drawbridge.console.boundary.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TextDiffTest {

  @Test
  void aChangedLineStandsBesideItsSuccessor() {
    TextDiff difference = TextDiff.of("a\nb\nc", "a\nB\nc\nd");
    assertThat(difference.rows())
        .containsExactly(
            new TextDiff.Row("same", 1, "a", 1, "a"),
            new TextDiff.Row("changed", 2, "b", 2, "B"),
            new TextDiff.Row("same", 3, "c", 3, "c"),
            new TextDiff.Row("added", 0, "", 4, "d"));
    assertThat(difference.added()).isEqualTo(2);
    assertThat(difference.removed()).isEqualTo(1);
  }

  @Test
  void textIsNotTakenForMarkup() {
    assertThat(TextDiff.of("<b>&", "<i>").rows())
        .containsExactly(new TextDiff.Row("changed", 1, "<b>&", 1, "<i>"));
  }

  @Test
  void longStretchesThatAreTheSameAreLeftOut() {
    String lines =
        IntStream.rangeClosed(1, 20).mapToObj(String::valueOf).collect(Collectors.joining("\n"));
    TextDiff difference = TextDiff.of(lines, lines + "\nend");
    assertThat(difference.rows()).hasSize(5).contains(new TextDiff.Row("gap", 17, "", 0, ""));
  }

  @Test
  void equalTextsHaveNoDifference() {
    TextDiff difference = TextDiff.of("a", "a");
    assertThat(difference.added() + difference.removed()).isZero();
  }
}
