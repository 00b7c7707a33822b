package drawbridge.expression;

/**
 * A reference could not be resolved at run time. The message names the reference and never a value.
 */
public final class ResolutionFailure extends RuntimeException {

  public ResolutionFailure(String message) {
    super(message, null, false, false);
  }
}
