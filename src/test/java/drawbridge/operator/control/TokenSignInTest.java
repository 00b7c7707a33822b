package drawbridge.operator.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import drawbridge.admin.control.list.AuditSearch;
import drawbridge.fixture.MovableClock;
import drawbridge.fixture.Stores;
import drawbridge.fixture.TestContainer;
import drawbridge.operator.control.TokenCommands.NewToken;
import drawbridge.operator.control.TokenCommands.Outcome;
import drawbridge.operator.control.token.ApiTokens;
import drawbridge.operator.control.token.TokenValue;
import drawbridge.operator.entity.AccountSource;
import drawbridge.operator.entity.Action;
import drawbridge.operator.entity.ApiToken;
import drawbridge.operator.entity.AuditEntry;
import drawbridge.operator.entity.Change;
import drawbridge.operator.entity.Person;
import drawbridge.operator.entity.Role;
import drawbridge.operator.entity.Scope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("O1")
class TokenSignInTest {

  private static final String ADDRESS = "192.0.2.1";
  private static final SignInResult REFUSED = new SignInResult.Refused();
  private static final Person ANN = new Person("ann", Role.ADMIN);
  private static final Person BOB = new Person(AccountSource.REALM.named("bob"), Role.OPERATOR);

  private final MovableClock clock = new MovableClock();
  private final TestContainer container =
      new TestContainer(Stores.h2())
          .with(Clock.class, clock)
          .with(SignInSettings.class, new SignInSettings(true, true, Optional.empty()));
  private final Operators operators = container.get(Operators.class);
  private final ApiTokens tokens = container.get(ApiTokens.class);
  private final TokenSignIn signIn = container.get(TokenSignIn.class);
  private final TokenCommands commands = container.get(TokenCommands.class);
  private final CurrentOperator currentOperator = container.get(CurrentOperator.class);

  @BeforeEach
  void create() {
    assertThat(operators.create("root", "correct horse", Role.ADMIN)).isTrue();
    assertThat(operators.create("ann", "correct horse", Role.ADMIN)).isTrue();
  }

  @AfterEach
  void close() {
    container.close();
  }

  private Outcome create(Person creator, String name, Scope... scopes) {
    return create(creator, name, Optional.empty(), Optional.empty(), scopes);
  }

  private Outcome create(
      Person creator,
      String name,
      Optional<Map<String, String>> workspaces,
      Optional<Instant> expiresAt,
      Scope... scopes) {
    currentOperator.set(creator);
    return commands.create(new NewToken(name, Set.of(scopes), workspaces, expiresAt));
  }

  private static String value(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Created.class);
    return ((Outcome.Created) outcome).value();
  }

  private SignInResult check(String value) {
    return signIn.check(value, ADDRESS);
  }

  private Person person(String value) {
    SignInResult result = check(value);
    assertThat(result).isInstanceOf(SignInResult.Accepted.class);
    return ((SignInResult.Accepted) result).person();
  }

  private List<AuditEntry> audit(String action) {
    return audit(Optional.empty(), action);
  }

  private List<AuditEntry> audit(Optional<String> operator, String action) {
    return container
        .get(AuditSearch.class)
        .find(
            new AuditSearch.Query(
                Optional.empty(), operator, Optional.of(action), Optional.empty(), 100))
        .items();
  }

  @Test
  void valueHasTwoHundredAndFiftySixBitsAndIsStoredAsDigest() {
    Outcome outcome = create(ANN, "deploy", Scope.READ);
    String value = value(outcome);
    assertThat(value).matches("dbt_[A-Za-z0-9_-]{43}").isNotEqualTo(TokenValue.generate());
    assertThat(person(value).name()).isEqualTo("ann (token deploy)");
    container.inTransaction(
        () ->
            assertThat(
                    container
                        .entities()
                        .createNativeQuery("select * from api_token")
                        .getSingleResult())
                .satisfies(
                    row ->
                        assertThat((Object[]) row)
                            .contains(TokenValue.digest(value))
                            .noneMatch(it -> String.valueOf(it).contains(value.substring(4)))));
    assertThat(outcome.toString()).doesNotContain(value);
  }

  @ParameterizedTest
  @CsvSource({
    "read, read",
    "run, read run",
    "requests:edit, read requests:edit",
    "operate, read run operate",
    "admin, read run requests:edit operate admin mcp",
    "mcp, mcp"
  })
  void scopePermitsWhatItIncludes(String scope, String permitted) {
    Person token = person(value(create(ANN, "deploy", Scope.of(scope).orElseThrow())));
    Set<Scope> expected = EnumSet.noneOf(Scope.class);
    for (String each : permitted.split(" ", -1)) {
      expected.add(Scope.of(each).orElseThrow());
    }
    for (Scope each : Scope.values()) {
      assertThat(token.may(each)).as(each.text()).isEqualTo(expected.contains(each));
    }
  }

  @ParameterizedTest
  @EnumSource(Scope.class)
  void tokenIsLoweredWithItsOwner(Scope scope) {
    String value = value(create(ANN, "deploy", scope));
    for (Role role : List.of(Role.OPERATOR, Role.VIEWER, Role.ADMIN)) {
      assertThat(operators.setRole("ann", role)).isTrue();
      Person token = person(value);
      for (Scope each : Scope.values()) {
        assertThat(token.may(each))
            .as(role + " " + each)
            .isEqualTo(scope.includes(each) && new Person("ann", role).may(each));
      }
    }
  }

  @Test
  void creatorGrantsNoMoreThanItsRole() {
    Person viewer = new Person("ann", Role.VIEWER);
    assertThat(operators.setRole("ann", Role.VIEWER)).isTrue();
    for (Scope scope : EnumSet.complementOf(EnumSet.of(Scope.READ))) {
      assertThatThrownBy(() -> create(viewer, "more", Scope.READ, scope))
          .isInstanceOf(NotAllowed.class)
          .hasMessage(
              "A token with the scope %s needs the role %s, which ann does not have.",
              scope.text(), scope.role().text());
    }
    assertThat(person(value(create(viewer, "mine", Scope.READ))).may(Scope.READ)).isTrue();
  }

  @Test
  void tokenEndsWithTheAccountAndDoesNotReturnWithIt() {
    String value = value(create(ANN, "deploy", Scope.READ));
    assertThat(person(value).account()).isEqualTo("ann");
    assertThat(operators.remove("ann")).isTrue();
    assertThat(check(value)).isEqualTo(REFUSED);
    assertThat(operators.create("ann", "another one", Role.ADMIN)).isTrue();
    assertThat(check(value)).isEqualTo(REFUSED);
    assertThat(tokens.all()).isEmpty();
  }

  @Test
  void tokenEndsAtItsTime() {
    Instant end = clock.instant().plus(Duration.ofHours(1));
    String value = value(create(ANN, "deploy", Optional.empty(), Optional.of(end), Scope.READ));
    clock.move(Duration.ofHours(1).minusMillis(1));
    assertThat(person(value).may(Scope.READ)).isTrue();
    clock.move(Duration.ofMillis(1));
    assertThat(check(value)).isEqualTo(REFUSED);
  }

  @Test
  void removedTokenIsRefusedAtOnce() {
    String value = value(create(ANN, "deploy", Scope.READ));
    assertThat(person(value).may(Scope.READ)).isTrue();
    commands.remove(tokens.all().get(0));
    assertThat(check(value)).isEqualTo(REFUSED);
    assertThat(audit("api-token.remove"))
        .extracting(AuditEntry::operator, AuditEntry::subject)
        .containsExactly(tuple("ann", "deploy"));
  }

  @Test
  void ownerFromOutsideHasTheRoleOfTheLatestSignIn() {
    String value = value(create(BOB, "deploy", Scope.OPERATE));
    assertThat(person(value).may(Scope.OPERATE)).isTrue();
    tokens.ownerSignedIn(new Person(BOB.name(), Role.VIEWER));
    assertThat(person(value).may(Scope.OPERATE)).isFalse();
    assertThat(person(value).may(Scope.READ)).isTrue();
    tokens.ownerSignedIn(new Person(BOB.name(), null));
    assertThat(check(value)).isEqualTo(REFUSED);
    tokens.ownerSignedIn(BOB);
    assertThat(person(value).may(Scope.OPERATE)).isTrue();
  }

  @Test
  void ownerFromOutsideMustSignInWithinSevenDays() {
    String value = value(create(BOB, "deploy", Scope.OPERATE));
    clock.move(Duration.ofDays(6));
    tokens.ownerSignedIn(BOB);
    clock.move(Duration.ofDays(7).minusMillis(1));
    assertThat(person(value).may(Scope.OPERATE)).isTrue();
    clock.move(Duration.ofMillis(1));
    assertThat(check(value)).isEqualTo(REFUSED);
  }

  @Test
  void realmSignInTellsTheTokensTheRole() {
    String value = value(create(BOB, "deploy", Scope.OPERATE));
    SignIns signIns = container.get(SignIns.class);
    Person lowered = new Person(BOB.name(), Role.VIEWER);
    assertThat(signIns.check("bob", "of the realm", ADDRESS, (n, p) -> Optional.of(lowered)))
        .isEqualTo(new SignInResult.Accepted(lowered));
    assertThat(person(value).may(Scope.RUN)).isFalse();
  }

  @SuppressWarnings("UnnecessaryAssignment") // the container sets it once
  private static void disableRealm(TokenSignIn signIn) {
    signIn.settings = new SignInSettings(true, false, Optional.empty());
  }

  @Test
  void tokenOfADisabledSourceIsRefused() {
    String value = value(create(BOB, "deploy", Scope.READ));
    disableRealm(signIn);
    assertThat(check(value)).isEqualTo(REFUSED);
  }

  @Test
  void tokenWithAdminCreatesTokensThatNeverExceedIt() {
    Instant end = clock.instant().plus(Duration.ofDays(1));
    Person admin =
        person(value(create(ANN, "parent", Optional.empty(), Optional.of(end), Scope.ADMIN)));
    assertThat(create(admin, "forever", Scope.READ)).isEqualTo(new Outcome.TooLate(end));
    assertThat(create(admin, "later", Optional.empty(), Optional.of(end.plusMillis(1)), Scope.READ))
        .isEqualTo(new Outcome.TooLate(end));
    String child = value(create(admin, "child", Optional.empty(), Optional.of(end), Scope.OPERATE));
    assertThat(person(child).account()).isEqualTo("ann");
    assertThat(audit("api-token.create"))
        .extracting(AuditEntry::operator)
        .containsExactlyInAnyOrder("ann (token parent)", "ann");
    assertThat(audit(Optional.of("ann"), "api-token.create")).hasSize(2);
    assertThat(audit(Optional.of("an"), "api-token.create")).isEmpty();
    assertThat(audit(Optional.of("ann (token parent)"), "api-token.create")).hasSize(1);
    currentOperator.set(ANN);
    commands.remove(
        tokens.all().stream().filter(it -> it.name().equals("parent")).findFirst().orElseThrow());
    assertThat(check(child)).isEqualTo(REFUSED);
  }

  @Test
  void otherTokensManageNoTokens() {
    ApiToken own = ((Outcome.Created) create(ANN, "own", Scope.READ)).token();
    for (Scope scope : EnumSet.complementOf(EnumSet.of(Scope.ADMIN))) {
      Person token = person(value(create(ANN, "t-" + scope.name(), scope)));
      assertThatThrownBy(() -> create(token, "child", scope))
          .isInstanceOf(NotAllowed.class)
          .hasMessageContaining("needs the scope admin");
      assertThatThrownBy(() -> commands.remove(own)).isInstanceOf(NotAllowed.class);
    }
    Person limited =
        person(
            value(
                create(
                    ANN,
                    "limited",
                    Optional.of(Map.of("default", "1")),
                    Optional.empty(),
                    Scope.ADMIN)));
    assertThatThrownBy(() -> create(limited, "child", Scope.READ))
        .hasMessage(
            "api-token.create needs a token for all workspaces, and ann (token limited) is limited"
                + " to some.");
  }

  @Test
  void operatorsSeeAndRemoveTheirOwnTokensAndAdminsAll() {
    ApiToken ofAnn = ((Outcome.Created) create(ANN, "one", Scope.READ)).token();
    create(BOB, "two", Scope.READ);
    assertThat(commands.visible()).extracting(ApiToken::name).containsExactly("two");
    assertThat(commands.find(ofAnn.id())).isEmpty();
    assertThatThrownBy(() -> commands.remove(ofAnn)).isInstanceOf(NotAllowed.class);
    currentOperator.set(ANN);
    assertThat(commands.visible()).extracting(ApiToken::name).containsExactly("one", "two");
    commands.visible().forEach(commands::remove);
    assertThat(tokens.all()).isEmpty();
  }

  @Test
  void limitedTokenChangesNothingOutsideOfItsWorkspaces() {
    Person limited =
        person(
            value(
                create(
                    ANN,
                    "limited",
                    Optional.of(Map.of("default", "id-1")),
                    Optional.empty(),
                    Scope.ADMIN)));
    currentOperator.set(limited);
    AuditedCommands audited = container.get(AuditedCommands.class);
    Action move = new Action("chair.move", Scope.OPERATE);
    audited.make(Change.of(move, "id-1", "red"), () -> {});
    for (Change change : List.of(Change.of(move, "id-2", "red"), Change.of(move, null, "red"))) {
      assertThatThrownBy(() -> audited.make(change, () -> {})).isInstanceOf(NotAllowed.class);
    }
    assertThat(audit("chair")).hasSize(1);
    assertThat(audit("chair").get(0).operator()).isEqualTo("ann (token limited)");
  }

  @Test
  void namesAreUniqueForAnAccount() {
    value(create(ANN, "deploy", Scope.READ));
    assertThat(create(ANN, "deploy", Scope.ADMIN)).isEqualTo(new Outcome.Taken());
    value(create(BOB, "deploy", Scope.READ));
    assertThat(audit("api-token.create")).hasSize(2);
  }

  @Test
  void oneOfTwoConcurrentCreationsSucceeds() throws Exception {
    currentOperator.set(ANN);
    NewToken token = new NewToken("deploy", Set.of(Scope.READ), Optional.empty(), Optional.empty());
    List<Outcome> outcomes = atOnce(4, () -> commands.create(token));
    assertThat(outcomes)
        .allSatisfy(
            it -> assertThat(it).isInstanceOfAny(Outcome.Created.class, Outcome.Taken.class));
    assertThat(outcomes).filteredOn(Outcome.Created.class::isInstance).hasSize(1);
    assertThat(tokens.all()).hasSize(1);
  }

  @Test
  void concurrentFirstUsesOfAValueAreAllAccepted() throws Exception {
    String value = value(create(ANN, "deploy", Scope.READ));
    assertThat(atOnce(200, () -> check(value)))
        .allSatisfy(it -> assertThat(it).isInstanceOf(SignInResult.Accepted.class));
  }

  private static <T> List<T> atOnce(int callers, Callable<T> call) throws Exception {
    CountDownLatch start = new CountDownLatch(callers);
    ExecutorService threads = Executors.newFixedThreadPool(callers);
    try {
      List<Future<T>> futures =
          IntStream.range(0, callers)
              .mapToObj(
                  each ->
                      threads.submit(
                          () -> {
                            start.countDown();
                            start.await();
                            return call.call();
                          }))
              .toList();
      List<T> results = new ArrayList<>();
      for (Future<T> future : futures) {
        results.add(future.get());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void tokensOfAnAccountAreLimited() {
    for (int each = 0; each < TokenCommands.MOST_TOKENS; each++) {
      value(create(ANN, "t" + each, Scope.READ));
    }
    assertThat(create(ANN, "more", Scope.READ)).isEqualTo(new Outcome.TooMany());
    value(create(BOB, "other", Scope.READ));
  }

  @Test
  void useIsWrittenOnceInFiveMinutes() {
    String value = value(create(ANN, "deploy", Scope.READ));
    assertThat(tokens.all().get(0).lastUsedAt()).isEmpty();
    Instant first = clock.instant();
    person(value);
    assertThat(tokens.all().get(0).lastUsedAt()).contains(first);
    clock.move(Duration.ofMinutes(5).minusMillis(1));
    person(value);
    assertThat(tokens.all().get(0).lastUsedAt()).contains(first);
    clock.move(Duration.ofMillis(1));
    person(value);
    assertThat(tokens.all().get(0).lastUsedAt()).contains(first.plus(Duration.ofMinutes(5)));
  }

  @Test
  void failuresAreLimitedPerAddressAndKnownTokensAreNot() {
    String value = value(create(ANN, "deploy", Scope.READ));
    String other = value(create(ANN, "other", Scope.READ));
    person(value);
    for (int guess = 0; guess < 50; guess++) {
      assertThat(check(TokenValue.generate())).isEqualTo(REFUSED);
    }
    assertThat(check(TokenValue.generate())).isInstanceOf(SignInResult.Busy.class);
    assertThat(check(other)).isInstanceOf(SignInResult.Busy.class);
    assertThat(person(value).may(Scope.READ)).isTrue();
    assertThat(signIn.check(other, "192.0.2.2")).isInstanceOf(SignInResult.Accepted.class);
    clock.move(Duration.ofSeconds(2));
    assertThat(person(other).may(Scope.READ)).isTrue();
  }

  @Test
  void oldValueOfOneScriptDoesNotLockItsAddress() {
    String value = value(create(ANN, "deploy", Scope.READ));
    String old = TokenValue.generate();
    for (int each = 0; each < 10; each++) {
      assertThat(check(old)).isEqualTo(REFUSED);
    }
    for (int each = 0; each < 100; each++) {
      assertThat(check(old)).isInstanceOf(SignInResult.Busy.class);
    }
    assertThat(person(value).may(Scope.READ)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"dbt_", "dbt_x", "'dbt_ '", "dbt_' or 1=1 --", "DBT_x"})
  void malformedValuesAreRefused(String value) {
    assertThat(check(value)).isEqualTo(REFUSED);
  }
}
