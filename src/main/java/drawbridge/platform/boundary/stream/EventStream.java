package drawbridge.platform.boundary.stream;

import drawbridge.platform.stream.EventSink;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Supplier;

/**
 * Server-sent events (HTML, section 9.2) as the asynchronous reply to a request. The server calls
 * it when the connection can take more, so that no thread waits for a client. A client that reads
 * too slowly gets the event {@code skipped} with the number of events that it does not get.
 */
public final class EventStream implements EventSink, WriteListener, AsyncListener {

  /** The most bytes that wait for one client. */
  static final int MOST_BYTES = 256 * 1024;

  private static final String BEGIN = "retry: 1000\n\n";
  private static final String BEAT = ":\n\n";

  private final ServletOutputStream out;
  private final Runnable completion;
  private final Deque<byte[]> waiting = new ArrayDeque<>();
  private int bytes;
  private long skipped;
  private boolean isOpen;
  private boolean isFlushed;
  private boolean isEnded;

  /**
   * @param completion ends the reply; throws {@link IllegalStateException} when it has ended
   */
  EventStream(ServletOutputStream out, Runnable completion) {
    this.out = out;
    this.completion = completion;
    add(BEGIN);
  }

  /**
   * Begins the reply.
   *
   * @param context without a write listener; this class ends it
   */
  public static EventStream begin(AsyncContext context) throws IOException {
    HttpServletResponse response = (HttpServletResponse) context.getResponse();
    response.setStatus(HttpServletResponse.SC_OK);
    response.setContentType("text/event-stream;charset=UTF-8");
    response.setHeader("Cache-Control", "no-store");
    response.setHeader("X-Content-Type-Options", "nosniff");
    response.setHeader("X-Accel-Buffering", "no"); // nginx passes each event on at once
    EventStream stream = new EventStream(response.getOutputStream(), context::complete);
    context.setTimeout(0);
    context.addListener(stream);
    stream.out.setWriteListener(stream);
    return stream;
  }

  @Override
  public synchronized void send(String id, Supplier<String> data) {
    if (bytes >= MOST_BYTES) {
      skipped++;
    } else if (!isEnded) {
      addSkipped();
      add("id: " + id + "\ndata: " + data.get() + "\n\n");
      write();
    }
  }

  @Override
  public synchronized void skip(long count) {
    skipped += count;
    write();
  }

  @Override
  public synchronized void beat() {
    if (bytes < MOST_BYTES) {
      add(BEAT);
      write();
    }
  }

  private void add(String text) {
    byte[] event = text.getBytes(StandardCharsets.UTF_8);
    waiting.add(event);
    bytes += event.length;
  }

  private void addSkipped() {
    if (skipped > 0) {
      add("event: skipped\ndata: {\"skipped\": " + skipped + "}\n\n");
      skipped = 0;
    }
  }

  private void write() {
    if (!isOpen) {
      return; // the server calls when it takes the first bytes
    }
    try {
      while (!isEnded && out.isReady() && writeNext()) {
        // until the connection takes no more, or nothing is left
      }
    } catch (IOException | IllegalStateException e) {
      end(); // the client has closed the connection
    }
  }

  /** Writes an event, or flushes the events before. Returns whether it did. */
  private boolean writeNext() throws IOException {
    if (waiting.isEmpty()) {
      addSkipped();
    }
    byte[] next = waiting.poll();
    if (next != null) {
      bytes -= next.length;
      isFlushed = false;
      out.write(next);
      return true;
    }
    boolean isLast = !isFlushed;
    if (isLast) {
      isFlushed = true;
      out.flush();
    }
    return isLast;
  }

  @Override
  public synchronized void end() {
    if (isEnded) {
      return;
    }
    isEnded = true;
    waiting.clear();
    try {
      completion.run();
    } catch (IllegalStateException e) {
      // the server has ended it
    }
  }

  @Override
  public synchronized boolean isEnded() {
    return isEnded;
  }

  @Override
  public synchronized void onWritePossible() {
    isOpen = true;
    write();
  }

  @Override
  public void onError(Throwable failure) {
    end();
  }

  @Override
  public void onComplete(AsyncEvent event) {
    end();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    end();
  }

  @Override
  public void onError(AsyncEvent event) {
    end();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {
    // begins once
  }
}
