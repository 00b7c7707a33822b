package drawbridge.inbound.trigger.control.saving;

import static java.nio.charset.StandardCharsets.UTF_8;

import drawbridge.inbound.trigger.entity.Purpose;
import drawbridge.inbound.trigger.setup.Setup;
import drawbridge.provider.Hmac;
import drawbridge.provider.handshake.Handshake;
import drawbridge.provider.signature.Scheme;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The HMACs of a trigger: those that prove its events, and those that its handshake answers with.
 * Where the setup or one of its rows cannot be read, each secret counts as used in every way: a
 * newer version of this server may read them.
 *
 * @param events fingerprints of the secrets that prove events
 * @param answers fingerprints of the secrets that sign answers
 * @param hasMoreEvents whether this node lacks the key of a secret that may prove events
 * @param hasMoreAnswers whether this node lacks the key of a secret that may sign answers
 */
record TriggerHmacs(
    Set<String> events, Set<String> answers, boolean hasMoreEvents, boolean hasMoreAnswers) {
  TriggerHmacs {
    events = Set.copyOf(events);
    answers = Set.copyOf(answers);
  }

  static TriggerHmacs of(Setup.Asks asks, OpenedSecrets secrets) {
    Setup.Unavailable unavailable = asks.unavailable();
    boolean isUnread = unavailable.setup().isPresent();
    boolean hasUnknownScheme = isUnread || unavailable.signature().isPresent();
    boolean hasUnknownAnswer = isUnread || unavailable.handshake().isPresent();
    List<String> signing = secrets.of(Purpose.SIGNATURE);
    List<String> own = secrets.of(Purpose.HANDSHAKE);
    // without its own secrets, which may end or be removed, a handshake answers with the others
    List<String> all = Stream.concat(own.stream(), signing.stream()).toList();
    Optional<String> answered = asks.handshake().flatMap(Handshake::answeredHmac);
    boolean isSealed = secrets.isSealed(Purpose.SIGNATURE);
    boolean isAnySealed = isSealed || secrets.isSealed(Purpose.HANDSHAKE);
    return new TriggerHmacs(
        hasUnknownScheme
            ? inEveryForm(isUnread ? all : signing)
            : asks.signature().map(scheme -> of(scheme, signing)).orElse(Set.of()),
        hasUnknownAnswer
            ? inEveryForm(all)
            : answered.map(hash -> answers(hash, all)).orElse(Set.of()),
        (isUnread && isAnySealed)
            || ((hasUnknownScheme || asks.signature().filter(Scheme::isHmac).isPresent())
                && isSealed),
        (hasUnknownAnswer || answered.isPresent()) && isAnySealed);
  }

  private static Set<String> of(Scheme scheme, List<String> secrets) {
    Set<String> fingerprints = new HashSet<>();
    secrets.forEach(secret -> scheme.fingerprint(secret).ifPresent(fingerprints::add));
    return fingerprints;
  }

  private static Set<String> answers(String hash, List<String> secrets) {
    Set<String> fingerprints = new HashSet<>();
    secrets.forEach(secret -> fingerprints.add(Hmac.fingerprint(hash, secret.getBytes(UTF_8))));
    return fingerprints;
  }

  private static Set<String> inEveryForm(List<String> secrets) {
    Set<String> fingerprints = new HashSet<>();
    secrets.forEach(secret -> fingerprints.addAll(Scheme.allFingerprints(secret)));
    return fingerprints;
  }

  boolean hasEvents() {
    return !events.isEmpty() || hasMoreEvents;
  }

  boolean hasAnswers() {
    return !answers.isEmpty() || hasMoreAnswers;
  }

  /** Whether the answers of one trigger could forge events or answers of the other. */
  boolean isForgeableBy(TriggerHmacs other) {
    return hasCommon(answers, other.events)
        || hasCommon(answers, other.answers)
        || hasCommon(events, other.answers);
  }

  /** Whether secrets that this node cannot decrypt may make one forgeable by the other. */
  boolean mayBeForgeableBy(TriggerHmacs other) {
    return isUnknown(this, other) || isUnknown(other, this);
  }

  private static boolean isUnknown(TriggerHmacs sealed, TriggerHmacs other) {
    return (sealed.hasMoreAnswers && (other.hasEvents() || other.hasAnswers()))
        || (sealed.hasMoreEvents && other.hasAnswers());
  }

  private static boolean hasCommon(Set<String> some, Set<String> others) {
    return some.stream().anyMatch(others::contains);
  }
}
