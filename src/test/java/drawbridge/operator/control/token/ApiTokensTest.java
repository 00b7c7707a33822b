package drawbridge.operator.control.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import drawbridge.admin.control.list.AuditSearch;
import drawbridge.fixture.MovableClock;
import drawbridge.fixture.Store;
import drawbridge.fixture.TestContainer;
import drawbridge.operator.control.AuditTrail;
import drawbridge.operator.control.Operators;
import drawbridge.operator.entity.Action;
import drawbridge.operator.entity.ApiToken;
import drawbridge.operator.entity.AuditEntry;
import drawbridge.operator.entity.Change;
import drawbridge.operator.entity.Person;
import drawbridge.operator.entity.Role;
import drawbridge.operator.entity.Scope;
import jakarta.ejb.EJBException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The table of tokens on each store. */
@Tag("O1")
class ApiTokensTest {

  private static final Person ANN = new Person("ann", Role.ADMIN);

  private final MovableClock clock = new MovableClock();

  private ApiToken token(String id, String name, Person creator) {
    return new ApiToken(
        id,
        name,
        TokenValue.digest(TokenValue.generate()),
        creator,
        Set.of(Scope.READ, Scope.REQUESTS_EDIT),
        Optional.of(Set.of("w1", "w2")),
        Optional.empty(),
        clock.instant());
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void rowsKeepTheirPromises(Store store) {
    try (TestContainer container = new TestContainer(store.open()).with(Clock.class, clock)) {
      ApiTokens tokens = container.get(ApiTokens.class);
      Operators operators = container.get(Operators.class);
      assertThat(operators.create("root", "correct horse", Role.ADMIN)).isTrue();
      assertThat(operators.create("ann", "correct horse", Role.ADMIN)).isTrue();
      tokens.add(token("1", "parent", ANN), Optional.empty());
      ApiToken parent = tokens.find("1").orElseThrow();
      assertThat(parent.scopes()).containsExactly(Scope.READ, Scope.REQUESTS_EDIT);
      assertThat(parent.workspaceIds()).contains(Set.of("w1", "w2"));
      assertThatThrownBy(() -> tokens.add(token("2", "parent", ANN), Optional.empty()))
          .isInstanceOf(EJBException.class);

      Instant first = clock.instant();
      tokens.used(parent);
      tokens.used(parent); // another node has read the row before the first use
      assertThat(tokens.find("1").orElseThrow().lastUsedAt()).contains(first);

      Person byToken = parent.person(Role.ADMIN);
      tokens.add(token("3", "child", byToken), Optional.ofNullable(byToken.token()));
      tokens.remove("1");
      assertThat(tokens.all()).isEmpty();
      tokens.add(token("4", "last", ANN), Optional.empty());
      assertThat(operators.remove("ann")).isTrue();
      assertThat(tokens.all()).isEmpty();
      assertThatThrownBy(() -> tokens.add(token("5", "late", ANN), Optional.empty()))
          .isInstanceOf(EJBException.class);
    }
  }

  @ParameterizedTest
  @EnumSource(Store.class)
  void changesByTokensAreFoundByTheOperator(Store store) {
    try (TestContainer container = new TestContainer(store.open()).with(Clock.class, clock)) {
      AuditTrail trail = container.get(AuditTrail.class);
      Change change = Change.of(new Action("chair.move", Role.ADMIN), null, "red");
      Person token = token("1", "deploy", ANN).person(Role.ADMIN);
      for (Person person : List.of(ANN, token, new Person("ann-b", Role.ADMIN))) {
        assertThat(trail.begin(person, change)).isNotEmpty();
      }
      AuditSearch search = container.get(AuditSearch.class);
      AuditSearch.Query query =
          new AuditSearch.Query(
              Optional.empty(), Optional.of("ann"), Optional.empty(), Optional.empty(), 9);
      assertThat(search.find(query).items())
          .extracting(AuditEntry::operator)
          .containsExactlyInAnyOrder("ann", "ann (token deploy)");
    }
  }
}
