package drawbridge.platform.http;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Reads a response body up to a limit. */
public final class CappedBody implements BodySubscriber<byte[]> {

  /** The body exceeds the limit. */
  public static final class TooLong extends IOException {
    TooLong(int limit) {
      super("the answer is longer than the limit of " + limit + " bytes (answer size)");
    }
  }

  private final int limit;
  private final boolean cuts;
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private @Nullable Subscription subscription;

  /**
   * @param limit in bytes
   */
  public CappedBody(int limit) {
    this(limit, false);
  }

  private CappedBody(int limit, boolean cuts) {
    this.limit = limit;
    this.cuts = cuts;
  }

  /** Reads the beginning of a body, which a longer body does not fail. */
  public static CappedBody beginning(int limit) {
    return new CappedBody(limit, true);
  }

  @Override
  public CompletionStage<byte[]> getBody() {
    return body;
  }

  @Override
  public void onSubscribe(Subscription given) {
    subscription = given;
    given.request(Long.MAX_VALUE);
  }

  @Override
  public void onNext(List<ByteBuffer> buffers) {
    for (ByteBuffer buffer : buffers) {
      if (bytes.size() + buffer.remaining() > limit) {
        if (cuts) {
          byte[] rest = new byte[limit - bytes.size()];
          buffer.get(rest);
          bytes.write(rest, 0, rest.length);
          body.complete(bytes.toByteArray());
        } else {
          body.completeExceptionally(new TooLong(limit));
        }
        if (subscription != null) {
          subscription.cancel();
        }
        return;
      }
      byte[] part = new byte[buffer.remaining()];
      buffer.get(part);
      bytes.write(part, 0, part.length);
    }
  }

  @Override
  public void onError(Throwable failure) {
    body.completeExceptionally(failure);
  }

  @Override
  public void onComplete() {
    body.complete(bytes.toByteArray());
  }
}
