package drawbridge.console.boundary.rejection;

/** What an operator does about a reason for which requests are refused, in one sentence. */
final class Advice {

  private Advice() {}

  static String on(String reason) {
    return switch (reason) {
      case "unauthenticated" ->
          "Compare the sender’s secret or signature settings with the trigger or with Secrets;"
              + " somebody may also be guessing.";
      case "no-such-workflow" -> "Save a workflow under that name, or correct the sender.";
      case "no-such-trigger" ->
          "The address is unknown or has ended: give the sender the current URL of the trigger.";
      case "malformed-request" -> "Correct the body that the sender makes; the place is named.";
      case "too-large" -> "Let the sender split it, or raise drawbridge.inbound.max-body.";
      case "too-slow" -> "Look at the network between the sender and this server.";
      case "busy" -> "Too many bodies came at once; the sender repeats them by itself.";
      case "too-many-requests" ->
          "Slow the sender down, or raise the rate of the trigger or workspace.";
      case "unsupported-media-type" ->
          "Let the sender name the media type, or add it to the trigger.";
      case "gone" -> "Enable the trigger again, or tell the sender to stop.";
      case "method-not-allowed" -> "The sender must POST; a handshake may not be set up.";
      case "handshake-refused" -> "Check the provider and the token in the trigger’s setup.";
      default -> "The detail says what was wrong.";
    };
  }
}
