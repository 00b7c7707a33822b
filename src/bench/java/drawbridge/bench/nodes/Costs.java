package drawbridge.bench.nodes;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run costs, in milliseconds: measured on one node and one PostgreSQL.
 *
 * @param transactions of a run: one where it ends with its acceptance, else two
 * @param accept processor of the node: a request until it waits for its group
 * @param execute processor of the node: a run in its second transaction, and before it
 * @param transaction processor of the node for each transaction, whatever is in it
 * @param storeRow processor of the store for a run, in each of its transactions
 * @param storeTransaction processor of the store for each transaction, whatever is in it
 * @param flush of the store's log, for all who commit at that time
 * @param roundTrip between node and store
 * @param roundTrips of a transaction
 */
record Costs(
    int transactions,
    double accept,
    double execute,
    double transaction,
    double storeRow,
    double storeTransaction,
    double flush,
    double roundTrip,
    int roundTrips) {

  Costs {
    if (transactions != 1 && transactions != 2) {
      throw new IllegalArgumentException("a run has one or two transactions");
    }
  }

  private static final List<String> NAMES =
      Arrays.stream(Costs.class.getRecordComponents()).map(RecordComponent::getName).toList();

  /**
   * As {@code accept=0.6 execute=0.3 …}; whatever is not given is as usual.
   *
   * @throws IllegalArgumentException naming what is no cost, or no number
   */
  static Costs of(Costs usual, String[] arguments) {
    Map<String, Double> given = new HashMap<>();
    for (String argument : arguments) {
      String[] parts = argument.split("=", 2);
      if (parts.length < 2 || !NAMES.contains(parts[0])) {
        throw new IllegalArgumentException(argument + " is none of " + NAMES + ", with its value");
      }
      given.put(parts[0], Double.valueOf(parts[1]));
    }
    return new Costs(
        given.getOrDefault("transactions", (double) usual.transactions).intValue(),
        given.getOrDefault("accept", usual.accept),
        given.getOrDefault("execute", usual.execute),
        given.getOrDefault("transaction", usual.transaction),
        given.getOrDefault("storeRow", usual.storeRow),
        given.getOrDefault("storeTransaction", usual.storeTransaction),
        given.getOrDefault("flush", usual.flush),
        given.getOrDefault("roundTrip", usual.roundTrip),
        given.getOrDefault("roundTrips", (double) usual.roundTrips).intValue());
  }
}
