package drawbridge.inbound.trigger.setup;

import drawbridge.inbound.reply.TriggerReply;
import drawbridge.inbound.request.HiddenParts;
import drawbridge.platform.Fault;
import drawbridge.provider.DeliveryPart;
import drawbridge.provider.handshake.Handshake;
import drawbridge.provider.handshake.Needs;
import drawbridge.provider.signature.Scheme;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Checks that the members of a {@link SetupForm} are in the tables and suit each other. */
final class ConsistentSetup {

  private static final Set<String> WITH_JSON = Set.of("POST", "PUT", "PATCH");
  private static final String NO_SCHEME = "requires the member signature: ";

  private ConsistentSetup() {}

  /** Reports every fault at its member. */
  static void check(SetupForm form, ProviderRows rows, List<Fault> faults) {
    Optional<Scheme> scheme = form.scheme(rows, faults);
    Optional<Handshake> handshake = form.handshake(rows, faults);
    List<MediaKind> kinds = mediaTypes(form, faults);
    scheme.ifPresent(it -> checkTemplate(form, it, faults));
    handshake.ifPresent(it -> check(form, it, scheme, kinds, faults));
    RoutingCheck.check(form, faults);
    checkUid(form, scheme, handshake, faults);
    checkMembers(form, faults);
    checkReply(form, faults);
  }

  /**
   * Refuses a template of the trigger that signs nothing of the body: with the proof of one
   * request, any body would be genuine. A row may have such a template, because its provider may
   * sign no more.
   */
  private static void checkTemplate(SetupForm form, Scheme scheme, List<Fault> faults) {
    boolean isOfTrigger = form.signature() != null && form.signature().containsKey("signed");
    if (isOfTrigger && !scheme.signsPartOfBody()) {
      faults.add(
          Fault.at(
              "/signature/signed",
              "must have {body}, {form} or a JSON pointer: otherwise the proof of one request lets"
                  + " in any body"));
    }
  }

  /** A credential is the same in every event, and a uid is shown with its run (C9). */
  private static void checkUid(
      SetupForm form, Optional<Scheme> scheme, Optional<Handshake> handshake, List<Fault> faults) {
    List<DeliveryPart> secretParts =
        Stream.concat(
                scheme.stream().flatMap(it -> it.secretParts().stream()),
                handshake.stream().flatMap(it -> it.secretParts().stream()))
            .toList();
    HiddenParts hidden = HiddenParts.of(List.of()).with(secretParts, "");
    Optional<DeliveryPart> uid =
        Optional.ofNullable(form.uidFrom()).filter(it -> it.jq() == null).map(it -> it.in(form));
    if (uid.filter(hidden::hides).isPresent()) {
      faults.add(Fault.at("/uidFrom", "must not be a credential: it is the same in every event"));
    }
  }

  private static void checkMembers(SetupForm form, List<Fault> faults) {
    if (form.presetVersion() != null && form.preset() == null) {
      faults.add(Fault.at("/presetVersion", "requires the member preset"));
    }
    if (form.acceptedStatus() != null && form.reply() != null) {
      faults.add(Fault.at("/acceptedStatus", "must not be set beside reply: use reply.status"));
    }
  }

  private static void checkReply(SetupForm form, List<Fault> faults) {
    boolean isFromRun = form.reply(faults).flatMap(TriggerReply::fromRun).isPresent();
    if (isFromRun && form.split() != null) {
      faults.add(
          Fault.at("/reply/from", "must not be set beside split: a request may start many runs"));
    }
  }

  private static List<MediaKind> mediaTypes(SetupForm form, List<Fault> faults) {
    List<MediaKind> kinds = new ArrayList<>();
    for (String name : form.mediaTypes() == null ? List.<String>of() : form.mediaTypes()) {
      try {
        kinds.add(MediaKind.of(name == null ? "" : name));
      } catch (IllegalArgumentException e) {
        faults.add(Fault.at("/mediaTypes", String.valueOf(e.getMessage())));
      }
    }
    return kinds;
  }

  private static void check(
      SetupForm form,
      Handshake handshake,
      Optional<Scheme> scheme,
      List<MediaKind> kinds,
      List<Fault> faults) {
    if (handshake.isSigned() && scheme.isEmpty()) {
      faults.add(Fault.at("/handshake", NO_SCHEME + "this handshake is signed"));
    }
    if (handshake.needs() == Needs.HANDED_OVER && scheme.isEmpty()) {
      faults.add(Fault.at("/handshake", NO_SCHEME + "the sender hands over its secret"));
    }
    if (handshake.answeredHmac().isPresent() && scheme.isPresent()) {
      checkOracle(form, scheme.get(), kinds, faults);
    }
    checkMethod(form, handshake, faults);
  }

  /**
   * Refuses setups whose handshake could sign a forged request: its answers are HMACs over letters
   * and digits that the caller chooses (T5).
   */
  private static void checkOracle(
      SetupForm form, Scheme scheme, List<MediaKind> kinds, List<Fault> faults) {
    if (!kinds.stream().allMatch(MediaKind::isJson)) {
      faults.add(
          Fault.at(
              "/mediaTypes",
              "must be JSON only: the replies of this handshake could sign other bodies"));
    }
    if (form.methods() != null && !WITH_JSON.containsAll(form.methods())) {
      faults.add(
          Fault.at(
              "/methods",
              "must be of POST, PUT and PATCH: the replies of this handshake could sign requests"
                  + " without a body"));
    }
    if (!scheme.signsBody()) {
      faults.add(
          Fault.at(
              "/signature",
              "must sign the body: the replies of this handshake could sign other parts"));
    }
  }

  /** Refuses a method whose requests the handshake takes all, so that no event can have it. */
  private static void checkMethod(SetupForm form, Handshake handshake, List<Fault> faults) {
    boolean isTaken = form.methods() != null && form.methods().contains(handshake.method());
    if (isTaken && handshake.takesEveryRequest()) {
      faults.add(
          Fault.at("/methods", "must not have " + handshake.method() + ": the handshake takes it"));
    }
  }
}
