package drawbridge.platform.store;

import java.util.concurrent.CompletableFuture;

/** One request that goes with a group, from its coming until it is over. */
final class GroupMember<Q, A> {

  final Q request;
  final CompletableFuture<A> answer = new CompletableFuture<>();

  /** To lead a group, where those who wait do ({@link SharedCommit}); then it was not answered. */
  final CompletableFuture<Void> turn = new CompletableFuture<>();

  GroupMember(Q request) {
    this.request = request;
  }
}
