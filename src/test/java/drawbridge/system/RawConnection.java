package drawbridge.system;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;

/** A connection for requests that no HTTP client sends. */
final class RawConnection implements AutoCloseable {

  private final Socket socket;

  RawConnection(URI server) throws IOException {
    socket = new Socket(server.getHost(), server.getPort());
    socket.setSoTimeout(30_000);
  }

  /** Sends the head of a webhook, with more header lines, and the first part of its body. */
  RawConnection head(String secret, String moreHeaders, String firstOfBody) throws IOException {
    return head("default", secret, moreHeaders, firstOfBody);
  }

  /** Does the same for any workspace. */
  RawConnection head(String workspace, String secret, String moreHeaders, String firstOfBody)
      throws IOException {
    return send(
        "POST /api/inbound/"
            + workspace
            + " HTTP/1.1\r\nHost: localhost\r\n"
            + "Content-Type: application/json\r\nInbound-Webhook-Secret: "
            + secret
            + "\r\n"
            + moreHeaders
            + "\r\n"
            + firstOfBody);
  }

  RawConnection send(String text) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(text.getBytes(ISO_8859_1));
    out.flush();
    return this;
  }

  /**
   * Sends blocks until the other side does not accept more, or up to the maximum.
   *
   * @return the accepted bytes, including buffered ones
   */
  long flood(String block, long most) {
    byte[] bytes = block.getBytes(ISO_8859_1);
    long sent = 0;
    try {
      while (sent < most) {
        socket.getOutputStream().write(bytes);
        sent += bytes.length;
      }
    } catch (IOException e) {
      return sent; // the other side has closed
    }
    return sent;
  }

  /** Closes the sending side. */
  void endOfSending() throws IOException {
    socket.shutdownOutput();
  }

  /** Returns the next line of the reply, without its end. */
  String line() throws IOException {
    InputStream in = socket.getInputStream();
    StringBuilder line = new StringBuilder();
    for (int next = in.read(); next >= 0 && next != '\n'; next = in.read()) {
      line.append((char) next);
    }
    return line.toString().stripTrailing();
  }

  /** Returns the status line of the final reply; skips interim ones (100). */
  String status() throws IOException {
    String status = line();
    while (status.startsWith("HTTP/1.1 100") || status.isEmpty()) {
      status = line();
    }
    return status;
  }

  /** Returns whether there is something to read; does not wait. */
  boolean hasAnswer() throws IOException {
    return socket.getInputStream().available() > 0;
  }

  /** Returns a reply with a content length: status, headers and body. */
  String answer() throws IOException {
    StringBuilder answer = new StringBuilder(status());
    int length = 0;
    for (String line = line(); !line.isEmpty(); line = line()) {
      answer.append('\n').append(line);
      if (line.startsWith("Content-Length:")) {
        length = Integer.parseInt(line.substring("Content-Length:".length()).strip());
      }
    }
    byte[] body = socket.getInputStream().readNBytes(length);
    return answer.append('\n').append(new String(body, ISO_8859_1)).toString();
  }

  /** Returns everything until the other side closes. */
  String rest() throws IOException {
    return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
