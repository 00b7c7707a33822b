package drawbridge.operator.openid;

/** The provider did not answer, or not as a provider does; nobody was let in or refused. */
public class ProviderAway extends Exception {

  private static final long serialVersionUID = 1L;

  ProviderAway(Throwable cause) {
    super("the OpenID provider does not answer", cause);
  }
}
