package drawbridge.inbound.entity;

import drawbridge.platform.Fault;
import java.util.List;
import java.util.function.Function;

/** What reading a body came to. */
public sealed interface ReadResult {

  /** One function per case: a request, the faults of a 400, the detail of a 413. */
  <R> R match(
      Function<? super WorkflowRequest, ? extends R> readable,
      Function<? super List<Fault>, ? extends R> malformed,
      Function<? super String, ? extends R> tooLarge);

  /** The body says what to start; whether the workflows exist is not known yet. */
  @SuppressWarnings("JavaLangClash") // always written with Reading before it
  record Readable(WorkflowRequest request) implements ReadResult {
    @Override
    public <R> R match(
        Function<? super WorkflowRequest, ? extends R> readable,
        Function<? super List<Fault>, ? extends R> malformed,
        Function<? super String, ? extends R> tooLarge) {
      return readable.apply(request);
    }
  }

  /** 400: every fault that was found, never none; the first hundred and a count of the others. */
  record Malformed(List<Fault> faults) implements ReadResult {
    public Malformed {
      faults = List.copyOf(faults);
      if (faults.isEmpty()) {
        throw new IllegalArgumentException("malformed, but without a fault");
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

  /** 413: more bytes or more entries than the limits allow; the detail names the limit. */
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
