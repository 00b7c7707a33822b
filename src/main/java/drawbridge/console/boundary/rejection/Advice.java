package drawbridge.console.boundary.rejection;

/** What an operator can do about a rejected request, by reason. */
final class Advice {

  private Advice() {}

  /** Returns one sentence for a reason; unknown reasons refer to the detail. */
  static String on(String reason) {
    return switch (reason) {
      case "unauthenticated" ->
          "Compare the sender’s secret or signature settings with the trigger or with Secrets."
              + " Repeated rejections may be an attack.";
      case "no-such-workflow" -> "Save a workflow under that name, or correct the sender.";
      case "no-such-trigger" ->
          "The URL is unknown or has expired. Give the sender the current URL of the trigger.";
      case "malformed-request" -> "Correct the sender’s request body. The detail names the member.";
      case "too-large" -> "Split the request at the sender, or raise drawbridge.inbound.max-body.";
      case "too-slow" -> "Check the network between the sender and this server.";
      case "busy" -> "Too many bodies were read concurrently. The sender retries by itself.";
      case "too-many-requests" ->
          "Slow the sender down, or raise the rate of the trigger or workspace.";
      case "unsupported-media-type" ->
          "Make the sender declare the media type, or add it to the trigger.";
      case "gone" -> "Enable the trigger again, or stop the sender.";
      case "method-not-allowed" -> "The sender must use POST. Check whether it needs a handshake.";
      case "handshake-refused" -> "Check the provider and the token in the trigger’s setup.";
      default -> "See the detail.";
    };
  }
}
