package drawbridge.ctl.terminal;

/** The reader of the output has ended, for example {@code head}. */
public final class BrokenPipe extends RuntimeException {

  private static final long serialVersionUID = 1L;
}
