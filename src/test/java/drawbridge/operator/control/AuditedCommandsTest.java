package drawbridge.operator.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drawbridge.admin.control.Page;
import drawbridge.admin.control.list.AuditSearch;
import drawbridge.fixture.MovableClock;
import drawbridge.fixture.Stores;
import drawbridge.fixture.TestContainer;
import drawbridge.operator.entity.Action;
import drawbridge.operator.entity.AuditEntry;
import drawbridge.operator.entity.AuditEntry.Outcome;
import drawbridge.operator.entity.Change;
import drawbridge.operator.entity.Person;
import drawbridge.operator.entity.Role;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class AuditedCommandsTest {

  private static final Action MOVE = new Action("chair.move", Role.OPERATOR);

  private final MovableClock clock = new MovableClock();
  private final TestContainer container = new TestContainer(Stores.h2()).with(Clock.class, clock);
  private final CurrentOperator currentOperator = container.get(CurrentOperator.class);
  private final AuditedCommands commands = container.get(AuditedCommands.class);
  private final AuditSearch search = container.get(AuditSearch.class);

  @AfterEach
  void close() {
    container.close();
  }

  private static Change move(String chair) {
    return Change.of(MOVE, null, chair);
  }

  private List<AuditEntry> entries() {
    return page(Optional.empty(), Optional.empty(), 100).items();
  }

  private Page<AuditEntry, String> page(
      Optional<String> action, Optional<String> before, int limit) {
    return search.find(
        new AuditSearch.Query(Optional.empty(), Optional.empty(), action, before, limit));
  }

  @Test
  void entryIsWrittenBeforeAndAfterTheChange() {
    currentOperator.set(new Person("ann", Role.OPERATOR));
    commands.make(
        move("red").saying("to the window"),
        () -> assertThat(entries()).extracting(AuditEntry::outcome).containsExactly(Outcome.BEGUN));
    AuditEntry entry = entries().get(0);
    assertThat(entry.operator()).isEqualTo("ann");
    assertThat(entry.action()).isEqualTo("chair.move");
    assertThat(entry.subject()).isEqualTo("red");
    assertThat(entry.detail()).contains("to the window");
    assertThat(entry.workspaceId()).isEmpty();
    assertThat(entry.outcome()).isEqualTo(Outcome.MADE);
  }

  @Test
  void failureKeepsItsEntryAndNoEffectRemovesIt() {
    currentOperator.set(new Person("ann", Role.ADMIN));
    assertThatThrownBy(
            () ->
                commands.make(
                    move("red"),
                    () -> {
                      throw new IllegalStateException("it is nailed down");
                    }))
        .hasMessage("it is nailed down");
    assertThat(commands.<Boolean>make(move("blue"), () -> false, Boolean::booleanValue)).isFalse();
    assertThat(entries()).extracting(AuditEntry::subject).containsExactly("red");
    assertThat(entries()).extracting(AuditEntry::outcome).containsExactly(Outcome.FAILED);
  }

  @Test
  void missingRoleChangesNothing() {
    List<String> done = new ArrayList<>();
    for (Person person : List.of(Person.ANONYMOUS, new Person("eve", Role.VIEWER))) {
      currentOperator.set(person);
      assertThatThrownBy(() -> commands.make(move("red"), () -> done.add("moved")))
          .isInstanceOf(NotAllowed.class)
          .hasMessageContaining("chair.move needs the role operator");
    }
    assertThat(done).isEmpty();
    assertThat(entries()).isEmpty();
  }

  @Test
  void entriesArePagedNewestFirst() {
    currentOperator.set(new Person("ann", Role.ADMIN));
    for (String chair : List.of("1", "2", "3")) {
      commands.make(move(chair), () -> {});
      clock.move(Duration.ofMillis(1));
    }
    Page<AuditEntry, String> first = page(Optional.of("chair"), Optional.empty(), 2);
    assertThat(first.items()).extracting(AuditEntry::subject).containsExactly("3", "2");
    Page<AuditEntry, String> second = page(Optional.of("chair.move"), first.next(), 2);
    assertThat(second.items()).extracting(AuditEntry::subject).containsExactly("1");
    assertThat(second.next()).isEmpty();
    assertThat(page(Optional.of("table"), Optional.empty(), 2).items()).isEmpty();
  }
}
