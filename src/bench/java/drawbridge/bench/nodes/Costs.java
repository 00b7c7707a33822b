package drawbridge.bench.nodes;

import java.util.Arrays;
import java.util.Locale;

/**
 * What a run costs, in milliseconds: measured on one node and one PostgreSQL.
 *
 * @param accept processor of the node: a request until it waits for its group
 * @param execute processor of the node: a run from then on
 * @param transaction processor of the node for each transaction, whatever is in it
 * @param storeRow processor of the store for a run, in each of its two transactions
 * @param storeTransaction processor of the store for each transaction, whatever is in it
 * @param flush of the store's log, for all who commit at that time
 * @param roundTrip between node and store
 * @param roundTrips of a transaction
 */
record Costs(
    double accept,
    double execute,
    double transaction,
    double storeRow,
    double storeTransaction,
    double flush,
    double roundTrip,
    int roundTrips) {

  /** As {@code accept=0.6 execute=0.3 …}; whatever is missing is as in the given ones. */
  static Costs of(Costs usual, String[] arguments) {
    return new Costs(
        given(arguments, "accept", usual.accept),
        given(arguments, "execute", usual.execute),
        given(arguments, "transaction", usual.transaction),
        given(arguments, "storeRow", usual.storeRow),
        given(arguments, "storeTransaction", usual.storeTransaction),
        given(arguments, "flush", usual.flush),
        given(arguments, "roundTrip", usual.roundTrip),
        (int) given(arguments, "roundTrips", usual.roundTrips));
  }

  private static double given(String[] arguments, String name, double usual) {
    return Arrays.stream(arguments)
        .filter(
            argument ->
                argument.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + "="))
        .mapToDouble(argument -> Double.parseDouble(argument.substring(name.length() + 1)))
        .findFirst()
        .orElse(usual);
  }
}
