package drawbridge.operator.openid;

/** The provider did not answer, or not as a provider does; nobody was let in or refused. */
public class ProviderUnavailable extends Exception {

  private static final long serialVersionUID = 1L;

  ProviderUnavailable(Throwable cause) {
    super("the OpenID provider does not answer", cause);
  }
}
