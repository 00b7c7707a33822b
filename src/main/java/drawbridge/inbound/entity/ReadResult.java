package drawbridge.inbound.entity;

import drawbridge.platform.Fault;
import java.util.List;
import java.util.function.Function;

/** The result of reading a body. */
public sealed interface ReadResult {

  /** Applies the function for this case: a request, the faults of a 400, the detail of a 413. */
  <R> R match(
      Function<? super WorkflowRequest, ? extends R> readable,
      Function<? super List<Fault>, ? extends R> malformed,
      Function<? super String, ? extends R> tooLarge);

  /** A request without faults. Its workflows are not looked up yet. */
  @SuppressWarnings("JavaLangClash") // always written as ReadResult.Readable
  record Readable(WorkflowRequest request) implements ReadResult {
    @Override
    public <R> R match(
        Function<? super WorkflowRequest, ? extends R> readable,
        Function<? super List<Fault>, ? extends R> malformed,
        Function<? super String, ? extends R> tooLarge) {
      return readable.apply(request);
    }
  }

  /** 400: at least one fault, the first hundred, and a count of the others. */
  record Malformed(List<Fault> faults) implements ReadResult {
    public Malformed {
      faults = List.copyOf(faults);
      if (faults.isEmpty()) {
        throw new IllegalArgumentException("faults must not be empty");
      }
    }

    @Override
    public <R> R match(
        Function<? super WorkflowRequest, ? extends R> readable,
        Function<? super List<Fault>, ? extends R> malformed,
        Function<? super String, ? extends R> tooLarge) {
      return malformed.apply(faults);
    }
  }

  /** 413: more bytes or entries than the limits allow. The detail names the limit. */
  record TooLarge(String detail) implements ReadResult {
    @Override
    public <R> R match(
        Function<? super WorkflowRequest, ? extends R> readable,
        Function<? super List<Fault>, ? extends R> malformed,
        Function<? super String, ? extends R> tooLarge) {
      return tooLarge.apply(detail);
    }
  }
}
