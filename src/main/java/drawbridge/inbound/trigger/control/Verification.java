package drawbridge.inbound.trigger.control;

import drawbridge.provider.handshake.Answer;
import java.util.function.Function;
import java.util.function.Supplier;

/** What a look at a delivery came to, before it is read. */
public sealed interface Verification {

  /** One function for each case. */
  <T> T match(
      Supplier<T> genuine, Function<Answer.Given, T> handshake, Function<Refused, T> refused);

  /** It is an event of who may send one. */
  record Genuine() implements Verification {
    @Override
    public <T> T match(
        Supplier<T> genuine, Function<Answer.Given, T> handshake, Function<Refused, T> refused) {
      return genuine.get();
    }
  }

  /** It tries the address, and gets this. */
  record Handshake(Answer.Given answer) implements Verification {
    @Override
    public <T> T match(
        Supplier<T> genuine, Function<Answer.Given, T> handshake, Function<Refused, T> refused) {
      return handshake.apply(answer);
    }
  }

  /**
   * It gets nothing.
   *
   * @param why for operators, from a closed set of texts: nothing of the request is in it
   */
  record Refused(int status, String why) implements Verification {
    @Override
    public <T> T match(
        Supplier<T> genuine, Function<Answer.Given, T> handshake, Function<Refused, T> refused) {
      return refused.apply(this);
    }
  }
}
