package drawbridge.admin.boundary;

import drawbridge.admin.boundary.wire.Reply;
import drawbridge.admin.control.list.UnknownUrlLines;
import drawbridge.inbound.entity.UnknownUrl;
import drawbridge.operator.boundary.OperatorsOnly;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Counts requests to workspaces and triggers that do not exist, for admins (R9). */
@Path("admin/unknown-urls")
@OperatorsOnly
@RequestScoped
public class UnknownUrlsResource {

  private static final int MOST = 1_000;

  @Inject UnknownUrlLines unknown;

  /** Returns at most 1,000 URLs, latest first. */
  @GET
  public Response list() {
    return Reply.ok(
        new UnknownUrls(unknown.latest(MOST).stream().map(UnknownUrlReply::of).toList()));
  }

  /** Unknown URLs. */
  public record UnknownUrls(List<UnknownUrlReply> unknownUrls) {}

  /**
   * An unknown URL.
   *
   * @param workspace the existing workspace in the URL of a trigger
   * @param prefix null, like the digest, for the count of all URLs above the limit
   */
  public record UnknownUrlReply(
      String kind,
      @Nullable String workspace,
      @Nullable String prefix,
      @Nullable String sha256,
      long count,
      Instant firstAt,
      Instant lastAt) {

    static UnknownUrlReply of(UnknownUrl url) {
      return new UnknownUrlReply(
          url.kind(),
          given(url.workspace()),
          given(url.prefix()),
          given(url.digest()),
          url.count(),
          url.firstAt(),
          url.lastAt());
    }

    private static @Nullable String given(String text) {
      return text.isEmpty() ? null : text;
    }
  }
}
