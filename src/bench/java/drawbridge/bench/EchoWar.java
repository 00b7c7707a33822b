package drawbridge.bench;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Application;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** A minimal JAX-RS resource with a body, which measures the cost of the server itself. */
public final class EchoWar {

  private EchoWar() {}

  /** Returns the request's body. */
  @Path("echo")
  public static class Echo {

    @POST
    @Consumes("application/json")
    @Produces("application/json")
    public byte[] echo(byte[] body) {
      return body;
    }
  }

  /** The application under {@code /echo/api}. */
  @ApplicationPath("api")
  public static class Api extends Application {}

  /** Writes the WAR into a directory and returns its path. */
  public static java.nio.file.Path write(java.nio.file.Path directory) throws IOException {
    java.nio.file.Path war = directory.resolve("echo.war");
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(war))) {
      for (Class<?> type : new Class<?>[] {EchoWar.class, Echo.class, Api.class}) {
        String name = type.getName().replace('.', '/') + ".class";
        zip.putNextEntry(new ZipEntry("WEB-INF/classes/" + name));
        zip.write(bytes(name));
      }
    }
    return war;
  }

  private static byte[] bytes(String name) {
    try (InputStream in = EchoWar.class.getClassLoader().getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("no " + name);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
