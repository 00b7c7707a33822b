package drawbridge.workspace.control;

import drawbridge.workspace.entity.InboundSecret;
import drawbridge.workspace.entity.Workspace;
import java.util.Optional;
import java.util.function.Function;

/** Whether the secret header of a request authenticates it for a workspace (C1). */
public sealed interface SecretVerdict {

  /** Applies the function for this case. */
  <T> T match(Function<Accepted, T> accepted, Function<Refused, T> refused);

  /** The header holds a valid secret of the workspace. */
  record Accepted(Workspace workspace, InboundSecret secret) implements SecretVerdict {
    @Override
    public <T> T match(Function<Accepted, T> accepted, Function<Refused, T> refused) {
      return accepted.apply(this);
    }
  }

  /**
   * The header holds no valid secret of the workspace.
   *
   * @param why one sentence for operators; never sent to the sender and never quotes the header
   * @param retired the secret in the header when it was valid earlier
   */
  record Refused(String why, Optional<InboundSecret> retired) implements SecretVerdict {

    static final Refused MISSING = refused("is missing.");
    static final Refused REPEATED = refused("occurs more than once.");
    static final Refused TOO_LONG = refused("has more than 1024 characters.");
    static final Refused WRONG = refused("holds no secret of this workspace.");

    static Refused retired(InboundSecret secret) {
      return new Refused(sentence("holds a retired secret."), Optional.of(secret));
    }

    private static Refused refused(String predicate) {
      return new Refused(sentence(predicate), Optional.empty());
    }

    private static String sentence(String predicate) {
      return "The header " + WorkspaceAuthenticator.HEADER + " " + predicate;
    }

    @Override
    public <T> T match(Function<Accepted, T> accepted, Function<Refused, T> refused) {
      return refused.apply(this);
    }
  }
}
