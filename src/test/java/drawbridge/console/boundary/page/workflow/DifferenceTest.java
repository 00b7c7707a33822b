package drawbridge.console.boundary.page.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DifferenceTest {

  @Test
  void aChangedLineStandsBesideItsSuccessor() {
    Difference difference = Difference.of("a\nb\nc", "a\nB\nc\nd");
    assertThat(difference.rows())
        .containsExactly(
            new Difference.Row("same", 1, "a", 1, "a"),
            new Difference.Row("changed", 2, "b", 2, "B"),
            new Difference.Row("same", 3, "c", 3, "c"),
            new Difference.Row("added", 0, "", 4, "d"));
    assertThat(difference.added()).isEqualTo(2);
    assertThat(difference.removed()).isEqualTo(1);
  }

  @Test
  void textIsNotTakenForMarkup() {
    assertThat(Difference.of("<b>&", "<i>").rows())
        .containsExactly(new Difference.Row("changed", 1, "<b>&", 1, "<i>"));
  }

  @Test
  void longStretchesThatAreTheSameAreLeftOut() {
    String lines =
        IntStream.rangeClosed(1, 20).mapToObj(String::valueOf).collect(Collectors.joining("\n"));
    Difference difference = Difference.of(lines, lines + "\nend");
    assertThat(difference.rows()).hasSize(5).contains(new Difference.Row("gap", 17, "", 0, ""));
  }

  @Test
  void equalTextsHaveNoDifference() {
    Difference difference = Difference.of("a", "a");
    assertThat(difference.added() + difference.removed()).isZero();
  }
}
