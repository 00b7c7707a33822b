package drawbridge.ctl.api;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Collects the body of an answer, and ends the call when the body is larger than a limit. */
final class LimitedBody implements BodySubscriber<byte[]> {

  private final BodySubscriber<byte[]> all = BodySubscribers.ofByteArray();
  private final int limit;
  private long received;
  private Flow.@Nullable Subscription subscription;

  LimitedBody(int limit) {
    this.limit = limit;
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return all.getBody();
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    subscription = given;
    all.onSubscribe(given);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    received += buffers.stream().mapToLong(ByteBuffer::remaining).sum();
    if (received <= limit) {
      all.onNext(buffers);
    } else if (subscription != null) {
      subscription.cancel();
      all.onError(new IOException("the answer has more than " + limit + " bytes"));
    }
  }

  @Override
  public void onError(Throwable failure) {
    all.onError(failure);
  }

  @Override
  public void onComplete() {
    all.onComplete();
  }
}
