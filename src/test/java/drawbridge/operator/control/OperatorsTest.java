package drawbridge.operator.control;

import static org.assertj.core.api.Assertions.assertThat;

import drawbridge.house.House;
import drawbridge.house.Stores;
import drawbridge.operator.entity.PasswordHash;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class OperatorsTest {

  private final House house = new House(Stores.h2()).with(Clock.class, Clock.systemUTC());
  private final Operators operators = house.get(Operators.class);
  private final SignIns signIns = house.get(SignIns.class);

  @BeforeEach
  void create() {
    assertThat(operators.isAny()).isFalse();
    assertThat(operators.create("admin", "correct horse")).isTrue();
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void aNameIsTakenOnce() {
    assertThat(operators.create("admin", "another one")).isFalse();
    assertThat(operators.isAny()).isTrue();
  }

  @Test
  void onlyTheRightPasswordOfAKnownNameIsWelcome() {
    assertThat(signIns.check("admin", "correct horse")).isEqualTo(SignIns.Verdict.WELCOME);
    assertThat(signIns.check("admin", "correct horse")).isEqualTo(SignIns.Verdict.WELCOME);
    assertThat(signIns.check("admin", "correct horse ")).isEqualTo(SignIns.Verdict.REFUSED);
    assertThat(signIns.check("nobody", "nobody")).isEqualTo(SignIns.Verdict.REFUSED);
    assertThat(signIns.check("a\0b", "correct horse")).isEqualTo(SignIns.Verdict.REFUSED);
  }

  @Test
  void aHashSaysHowItWasMadeAndDoesNotPrintItself() {
    PasswordHash hash = PasswordHash.of("correct horse");

    assertThat(hash.text()).startsWith("pbkdf2-sha512$210000$").hasSizeLessThan(200);
    assertThat(hash.matches("correct horse")).isTrue();
    assertThat(hash.matches("")).isFalse();
    assertThat(hash.toString()).isEqualTo("pbkdf2-sha512");
    assertThat(PasswordHash.of("correct horse").text()).isNotEqualTo(hash.text());
  }
}
