package drawbridge.platform.boundary.guard;

import drawbridge.platform.control.ProxyStart;
import drawbridge.platform.proxy.Client;
import jakarta.inject.Inject;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Collections;

/**
 * Makes the address and the scheme of a request those of the client, which a trusted proxy tells.
 * {@code web.xml} declares it.
 */
public class ClientFilter extends HttpFilter {

  /** The attribute of the request that holds the address of its client. */
  public static final String ADDRESS = "drawbridge.client.address";

  private static final long serialVersionUID = 1L;

  @Inject transient ProxyStart settings;

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    Client peer = new Client(request.getRemoteAddr(), request.isSecure());
    Client client =
        settings
            .proxies()
            .client(
                peer.address(),
                peer.isSecure(),
                name -> Collections.list(request.getHeaders(name)));
    request.setAttribute(ADDRESS, client.address());
    chain.doFilter(client.equals(peer) ? request : new Forwarded(request, client), response);
  }

  /** A request as the client sent it to the first trusted proxy. */
  private static final class Forwarded extends HttpServletRequestWrapper {

    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    private final Client client;

    Forwarded(HttpServletRequest request, Client client) {
      super(request);
      this.client = client;
    }

    @Override
    public String getRemoteAddr() {
      return client.address();
    }

    @Override
    public String getRemoteHost() {
      return client.address();
    }

    @Override
    public boolean isSecure() {
      return client.isSecure();
    }

    @Override
    public String getScheme() {
      return client.isSecure() ? "https" : "http";
    }

    /** Returns the port of the Host header, or the default one of the client's scheme. */
    @Override
    public int getServerPort() {
      int port = super.getServerPort();
      boolean isDefault = port == (super.isSecure() ? HTTPS : HTTP);
      return isDefault ? (client.isSecure() ? HTTPS : HTTP) : port;
    }

    @Override
    public StringBuffer getRequestURL() {
      String url = super.getRequestURL().toString();
      return new StringBuffer(getScheme()).append(url.substring(url.indexOf(':')));
    }
  }
}
