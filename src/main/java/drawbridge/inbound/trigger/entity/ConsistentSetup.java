package drawbridge.inbound.trigger.entity;

import drawbridge.inbound.reply.TriggerReply;
import drawbridge.platform.Fault;
import drawbridge.provider.handshake.Handshake;
import drawbridge.provider.handshake.Needs;
import drawbridge.provider.signature.Scheme;
import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.ConstraintValidatorContext.ConstraintViolationBuilder.NodeBuilderCustomizableContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Requires the members of a {@link SetupForm} to be in the tables and to suit each other. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Constraint(validatedBy = ConsistentSetup.Check.class)
@interface ConsistentSetup {

  String message() default "is not consistent";

  Class<?>[] groups() default {};

  Class<? extends Payload>[] payload() default {};

  /** Reports every fault at its member. */
  final class Check implements ConstraintValidator<ConsistentSetup, SetupForm> {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[a-z]+\\}");
    private static final String NO_SCHEME = "requires the member signature: ";

    @Override
    public boolean isValid(SetupForm form, ConstraintValidatorContext context) {
      List<Fault> faults = new ArrayList<>();
      Optional<Scheme> scheme = form.scheme(faults);
      Optional<Handshake> handshake = form.handshake(faults);
      List<MediaKind> kinds = mediaTypes(form, faults);
      handshake.ifPresent(it -> check(it, scheme, kinds, faults));
      checkMembers(form, faults);
      checkReply(form, faults);
      context.disableDefaultConstraintViolation();
      faults.forEach(fault -> report(fault, context));
      return faults.isEmpty();
    }

    private static void checkMembers(SetupForm form, List<Fault> faults) {
      if (form.workflow() == null && form.routes() == null) {
        faults.add(Fault.at("/workflow", "is missing: name a workflow, or set routes"));
      }
      if (form.split() != null && !(form.split().isEmpty() || form.split().startsWith("/"))) {
        faults.add(
            Fault.at("/split", "must be a JSON pointer to an array: empty, or like /events"));
      }
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
        Handshake handshake, Optional<Scheme> scheme, List<MediaKind> kinds, List<Fault> faults) {
      if (handshake.isSigned() && scheme.isEmpty()) {
        faults.add(Fault.at("/handshake", NO_SCHEME + "this handshake is signed"));
      }
      if (handshake.needs() == Needs.HANDED_OVER && scheme.isEmpty()) {
        faults.add(Fault.at("/handshake", NO_SCHEME + "the sender hands over its secret"));
      }
      if (handshake.answeredHmac().isPresent() && scheme.isPresent()) {
        checkOracle(handshake, scheme.get(), kinds, faults);
      }
    }

    /**
     * Refuses setups whose handshake could sign a forged request. Its replies are HMACs over
     * letters and digits that the caller chooses. So a form or a text must not count as signed, and
     * no empty body under a template that has no other sign.
     */
    private static void checkOracle(
        Handshake handshake, Scheme scheme, List<MediaKind> kinds, List<Fault> faults) {
      if (!kinds.stream().allMatch(MediaKind::isJson)) {
        faults.add(
            Fault.at(
                "/mediaTypes",
                "must be JSON only: the replies of this handshake could sign forms and texts"));
      }
      String signed = scheme.signedText().orElse("{body}");
      boolean hasSign = handshake.excludes(PLACEHOLDER.matcher(signed).replaceAll(""));
      if (!signed.equals("{body}") && !hasSign) {
        faults.add(
            Fault.at(
                "/signature",
                "must sign {body} alone or with a sign like : between its parts, because the"
                    + " replies of this handshake could sign an empty body"));
      }
    }

    private static void report(Fault fault, ConstraintValidatorContext context) {
      String[] tokens = fault.pointer().substring(1).split("/", -1);
      var violation = context.buildConstraintViolationWithTemplate(fault.detail());
      NodeBuilderCustomizableContext node = violation.addPropertyNode(plain(tokens[0]));
      for (int level = 1; level < tokens.length; level++) {
        node = node.addPropertyNode(plain(tokens[level]));
      }
      node.addConstraintViolation();
    }

    private static String plain(String token) {
      return token.replace("~1", "/").replace("~0", "~");
    }
  }
}
