package drawbridge.inbound.trigger.setup;

import drawbridge.inbound.trigger.event.TriggerEvent;
import drawbridge.inbound.trigger.event.UidSource;
import drawbridge.platform.Fault;
import drawbridge.platform.binding.SelfChecked;
import drawbridge.provider.DeliveryPart;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The JSON form of a {@link UidSource}: a header, a query parameter, a JSON pointer or a jq
 * program.
 *
 * @param perTrigger true when the uid is unique within the trigger only; null is false
 */
public record UidForm(
    @Nullable String header,
    @Nullable String query,
    @Nullable String pointer,
    @Nullable String jq,
    @Nullable Boolean perTrigger)
    implements SelfChecked {

  private static final String EXPECTED =
      "must be an object with one text: header, query, pointer or jq";

  static UidForm of(UidSource source) {
    Boolean perTrigger = source instanceof UidSource.PerTrigger ? true : null;
    return source.match(
        part -> new UidForm(part.header(), part.query(), null, null, perTrigger),
        part -> new UidForm(null, null, part.pointer(), null, perTrigger),
        query -> new UidForm(null, null, null, query.text(), perTrigger));
  }

  /** Returns the part of the whole request; {@code -} stands for each element of the array. */
  DeliveryPart in(SetupForm form) {
    return new DeliveryPart(
        header,
        query,
        pointer == null || form.split() == null ? pointer : form.split() + "/-" + pointer);
  }

  UidSource toSource() {
    UidSource source = source();
    return Boolean.TRUE.equals(perTrigger) ? new UidSource.PerTrigger(source) : source;
  }

  private UidSource source() {
    if (jq != null) {
      return new UidSource.OfProgram(TriggerEvent.query(jq));
    }
    DeliveryPart part = new DeliveryPart(header, query, pointer);
    return pointer == null ? new UidSource.OfRequest(part) : new UidSource.OfBody(part);
  }

  @Override
  public void check(List<Fault> faults) {
    if (jq == null) {
      List<Fault> found = new ArrayList<>();
      new DeliveryPart(header, query, pointer).check(found);
      found.forEach(fault -> faults.add(Fault.at("", EXPECTED)));
    } else if (jq.isBlank() || header != null || query != null || pointer != null) {
      faults.add(Fault.at("", EXPECTED));
    }
  }
}
