package drawbridge.bench;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.function.LongFunction;

/**
 * Senders with one connection each that post again after each reply. The client is a bare socket,
 * which leaves the processor to the server.
 */
final class Load {

  private final URI target;
  private final List<String> headers;
  private final int senders;
  private final String expected;

  /** Makes senders that expect success. */
  Load(URI target, List<String> headers, int senders) {
    this(target, headers, senders, "HTTP/1.1 2");
  }

  /**
   * Makes senders.
   *
   * @param expected prefix of every status line
   */
  Load(URI target, List<String> headers, int senders, String expected) {
    this.target = target;
    this.headers = List.copyOf(headers);
    this.senders = senders;
    this.expected = expected;
  }

  /** The response times of a load. */
  static final class Figures {
    private final long[] nanos;
    private final double seconds;

    /**
     * @param nanos response times, sorted
     * @param seconds duration of the load
     */
    private Figures(long[] nanos, double seconds) {
      this.nanos = nanos;
      this.seconds = seconds;
    }

    double perSecond() {
      return nanos.length / seconds;
    }

    double millisAt(double share) {
      return nanos[(int) Math.min(nanos.length - 1L, (long) (nanos.length * share))] / 1e6;
    }
  }

  /**
   * Posts for this many seconds.
   *
   * @param body by a unique number
   * @throws IllegalStateException at the first unexpected reply
   */
  Figures run(int seconds, LongFunction<String> body) {
    long begin = System.nanoTime();
    long end = begin + seconds * 1_000_000_000L;
    List<CompletableFuture<long[]>> all = new ArrayList<>();
    for (int sender = 0; sender < senders; sender++) {
      long first = ((begin & 0xFFFFFFFFFFL) << 20) + ((long) sender << 60);
      CompletableFuture<long[]> one = new CompletableFuture<>();
      new Thread(() -> complete(one, end, first, body)).start();
      all.add(one);
    }
    long[] nanos =
        all.stream().map(CompletableFuture::join).flatMapToLong(Arrays::stream).sorted().toArray();
    return new Figures(nanos, (System.nanoTime() - begin) / 1e9);
  }

  private void complete(
      CompletableFuture<long[]> one, long end, long first, LongFunction<String> body) {
    try {
      one.complete(send(end, first, body));
    } catch (IOException | RuntimeException e) {
      one.completeExceptionally(e);
    }
  }

  private long[] send(long end, long first, LongFunction<String> body) throws IOException {
    long[] nanos = new long[1024];
    int count = 0;
    long now = System.nanoTime();
    while (now < end) {
      try (Socket socket = new Socket(target.getHost(), target.getPort())) {
        socket.setTcpNoDelay(true);
        InputStream in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
        boolean open = true;
        while (open && now < end) {
          socket.getOutputStream().write(request(body.apply(first + count)));
          open = answer(in);
          nanos = count == nanos.length ? Arrays.copyOf(nanos, count * 2) : nanos;
          long then = System.nanoTime();
          nanos[count++] = then - now;
          now = then;
        }
      }
    }
    return Arrays.copyOf(nanos, count);
  }

  private byte[] request(String body) {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    StringBuilder head =
        new StringBuilder("POST " + target.getRawPath() + " HTTP/1.1\r\nHost: localhost\r\n");
    headers.forEach(header -> head.append(header).append("\r\n"));
    head.append("Content-Type: application/json\r\nContent-Length: ")
        .append(bytes.length)
        .append("\r\n\r\n");
    byte[] start = head.toString().getBytes(StandardCharsets.ISO_8859_1);
    byte[] whole = Arrays.copyOf(start, start.length + bytes.length);
    System.arraycopy(bytes, 0, whole, start.length, bytes.length);
    return whole;
  }

  /** Reads one reply; returns false when the server closes the connection after it. */
  private boolean answer(InputStream in) throws IOException {
    String status = line(in);
    long length = 0;
    boolean chunked = false;
    boolean open = true;
    for (String header = line(in); !header.isEmpty(); header = line(in)) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith("content-length:")) {
        length = Long.parseLong(lower.substring(15).strip());
      }
      open &= !lower.equals("connection: close");
      chunked |= lower.startsWith("transfer-encoding:") && lower.endsWith("chunked");
    }
    if (chunked) {
      for (int size = chunk(in); size > 0; size = chunk(in)) {
        in.skipNBytes(size + 2L);
      }
      line(in);
    } else {
      in.skipNBytes(length);
    }
    if (!status.startsWith(expected)) {
      throw new IllegalStateException("answered " + status);
    }
    return open;
  }

  private static int chunk(InputStream in) throws IOException {
    return Integer.parseInt(line(in).strip(), 16);
  }

  private static String line(InputStream in) {
    StringBuilder line = new StringBuilder();
    try {
      for (int c = in.read(); c != '\n'; c = in.read()) {
        if (c < 0) {
          throw new IllegalStateException("the server closed the connection");
        }
        if (c != '\r') {
          line.append((char) c);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line.toString();
  }
}
