package drawbridge.platform.boundary;

import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import jakarta.ws.rs.ext.ReaderInterceptor;
import jakarta.ws.rs.ext.ReaderInterceptorContext;
import java.io.IOException;
import java.io.InputStream;

/**
 * Hands bodies to resources as streams, whatever media type the sender names. Jersey remembers a
 * reader for each media type that it ever looked one up for, so that a sender of ever new types
 * would fill the memory of the node.
 */
@Provider
public class UntypedBodies implements ReaderInterceptor {

  @Override
  public Object aroundReadFrom(ReaderInterceptorContext body) throws IOException {
    if (body.getType() == InputStream.class) {
      body.setMediaType(MediaType.APPLICATION_OCTET_STREAM_TYPE);
    }
    return body.proceed();
  }
}
