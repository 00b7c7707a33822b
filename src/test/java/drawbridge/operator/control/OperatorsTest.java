package drawbridge.operator.control;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.fixture.MovableClock;
import drawbridge.fixture.Stores;
import drawbridge.fixture.TestContainer;
import drawbridge.operator.entity.Operator;
import drawbridge.operator.entity.PasswordHash;
import drawbridge.operator.entity.Person;
import drawbridge.operator.entity.Role;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperatorsTest {

  private static final String ADDRESS = "192.0.2.1";
  private static final SignInResult ADMIN =
      new SignInResult.Accepted(new Person("admin", Role.ADMIN));
  private static final SignInResult REFUSED = new SignInResult.Refused();

  private final MovableClock clock = new MovableClock();
  private final TestContainer container =
      new TestContainer(Stores.h2())
          .with(Clock.class, clock)
          .with(SignInSettings.class, new SignInSettings(true, false, Optional.empty()));
  private final Operators operators = container.get(Operators.class);
  private final SignIns signIns = container.get(SignIns.class);

  @BeforeEach
  void create() {
    assertThat(operators.isAny()).isFalse();
    assertThat(operators.create("admin", "correct horse", Role.ADMIN)).isTrue();
  }

  private SignInResult check(String name, String password, String address) {
    return signIns.check(name, password, address, (who, secret) -> Optional.empty());
  }

  @AfterEach
  void close() {
    container.close();
  }

  @Test
  void namesAreUnique() {
    assertThat(operators.create("admin", "another one", Role.ADMIN)).isFalse();
    assertThat(operators.isAny()).isTrue();
  }

  @Test
  void onlyTheCorrectPasswordIsAccepted() {
    assertThat(check("admin", "correct horse", ADDRESS)).isEqualTo(ADMIN);
    assertThat(check("admin", "correct horse", ADDRESS)).isEqualTo(ADMIN);
    assertThat(check("admin", "correct horse ", ADDRESS)).isEqualTo(REFUSED);
    assertThat(check("unknown", "unknown", ADDRESS)).isEqualTo(REFUSED);
    assertThat(check("a\0b", "correct horse", ADDRESS)).isEqualTo(REFUSED);
  }

  @Test
  void failedAttemptsAreLimitedPerAddress() {
    for (int guess = 0; guess < 10; guess++) {
      assertThat(check("admin", "guess " + guess, ADDRESS)).isEqualTo(REFUSED);
    }
    assertThat(check("admin", "correct horse", ADDRESS))
        .isInstanceOfSatisfying(
            SignInResult.Busy.class, busy -> assertThat(busy.waitSeconds()).isBetween(1L, 11L));
    assertThat(check("admin", "correct horse", "192.0.2.2")).isEqualTo(ADMIN);
    assertThat(check("another", "guess", ADDRESS)).isEqualTo(REFUSED);
    clock.move(Duration.ofSeconds(11));
    assertThat(check("admin", "wrong", ADDRESS)).isEqualTo(REFUSED);
    assertThat(check("admin", "wrong", ADDRESS)).isInstanceOf(SignInResult.Busy.class);
  }

  @Test
  void cachedSignInEndsWithRemovalAndPasswordChange() {
    assertThat(check("admin", "correct horse", ADDRESS)).isEqualTo(ADMIN);
    clock.move(Duration.ofSeconds(1));
    operators.setPassword("admin", "battery staple");
    assertThat(check("admin", "correct horse", ADDRESS)).isEqualTo(REFUSED);
    assertThat(check("admin", "battery staple", ADDRESS)).isEqualTo(ADMIN);
    assertThat(operators.create("second", "another one", Role.ADMIN)).isTrue();
    assertThat(operators.setRole("admin", Role.VIEWER)).isTrue();
    assertThat(check("admin", "battery staple", ADDRESS))
        .isEqualTo(new SignInResult.Accepted(new Person("admin", Role.VIEWER)));
    assertThat(operators.remove("admin")).isTrue();
    assertThat(check("admin", "battery staple", ADDRESS)).isEqualTo(REFUSED);
  }

  @Test
  void lastAdminCannotBeRemoved() {
    assertThat(operators.remove("admin")).isFalse();
    assertThat(operators.setRole("admin", Role.OPERATOR)).isFalse();
    assertThat(operators.setRole("admin", Role.ADMIN)).isTrue();
    assertThat(operators.create("second", "another one", Role.OPERATOR)).isTrue();
    assertThat(operators.remove("admin")).isFalse();
    assertThat(operators.remove("second")).isTrue();
    assertThat(operators.all()).extracting(Operator::name).containsExactly("admin");
  }

  @Test
  void unmatchableHashHasTheSameIterations() {
    String[] unmatchable = PasswordHash.unmatchable().text().split("\\$");
    String[] other = PasswordHash.of("secret").text().split("\\$");
    assertThat(unmatchable).hasSameSizeAs(other).startsWith(other[0], other[1]);
    assertThat(unmatchable[2]).hasSameSizeAs(other[2]).isNotEqualTo(other[2]);
    assertThat(unmatchable[3]).hasSameSizeAs(other[3]);
    assertThat(PasswordHash.unmatchable().matches("unknown")).isFalse();
  }

  @Test
  void hashContainsItsParametersAndIsNotPrinted() {
    PasswordHash hash = PasswordHash.of("correct horse");

    assertThat(hash.text()).startsWith("pbkdf2-sha512$210000$").hasSizeLessThan(200);
    assertThat(hash.matches("correct horse")).isTrue();
    assertThat(hash.matches("")).isFalse();
    assertThat(hash.toString()).isEqualTo("pbkdf2-sha512");
    assertThat(PasswordHash.of("correct horse").text()).isNotEqualTo(hash.text());
  }
}
