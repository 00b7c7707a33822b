package drawbridge.operator.openid;

/** The provider did not answer, or its answer was invalid. The sign-in is undecided. */
public class ProviderUnavailable extends Exception {

  private static final long serialVersionUID = 1L;

  ProviderUnavailable(Throwable cause) {
    super("the OpenID provider does not answer", cause);
  }
}
