package drawbridge.provider.remote;

import drawbridge.platform.http.Fetcher;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Documents by URL, and the URLs that were fetched. */
public final class FakeWeb implements Fetcher {

  public final List<String> fetched = new CopyOnWriteArrayList<>();
  private final Map<String, byte[]> documents = new HashMap<>();
  private boolean isDown;

  public FakeWeb with(String url, byte[] document) {
    documents.put(url, document);
    return this;
  }

  public FakeWeb with(String url, String document) {
    return with(url, document.getBytes(StandardCharsets.UTF_8));
  }

  public void setDown(boolean down) {
    isDown = down;
  }

  @Override
  public CompletableFuture<byte[]> fetch(URI uri) {
    fetched.add(uri.toString());
    byte[] document = documents.get(uri.toString());
    if (isDown) {
      return CompletableFuture.failedFuture(new IOException("down"));
    }
    return document == null
        ? CompletableFuture.failedFuture(new Rejected(404))
        : CompletableFuture.completedFuture(document);
  }
}
