package drawbridge.operator.entity;

import java.util.List;

/** Where an account is kept. The names of accounts from outside end with it. */
public enum AccountSource {
  BUILT_IN(""),
  REALM(" (realm)"),
  OPENID(" (openid)");

  private final String suffix;

  AccountSource(String suffix) {
    this.suffix = suffix;
  }

  /** Returns the name of a {@link Person} with this account. */
  public String named(String account) {
    return account + suffix;
  }

  /** Returns the source of the person with this name. */
  public static AccountSource of(String personName) {
    return List.of(REALM, OPENID).stream()
        .filter(source -> personName.endsWith(source.suffix))
        .findFirst()
        .orElse(BUILT_IN);
  }
}
