package drawbridge.house;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import jakarta.persistence.PersistenceException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * Container transactions on one thread: an entity manager each, and what is to be done after their
 * ends.
 */
final class Transactions {

  private static final System.Logger LOG = System.getLogger(Transactions.class.getName());

  private final EntityManagerFactory factory;
  private final ThreadLocal<Deque<Transaction>> open = ThreadLocal.withInitial(ArrayDeque::new);

  Transactions(EntityManagerFactory factory) {
    this.factory = factory;
  }

  /** One that has not begun only lends its entity manager. */
  private record Transaction(
      EntityManager entities, List<Consumer<Boolean>> afterwards, boolean hasBegun) {}

  private boolean isAtHand() {
    Transaction current = open.get().peek();
    return current != null && current.hasBegun();
  }

  /** What is injected as entity manager: always that of the transaction at hand. */
  EntityManager entityManager() {
    return (EntityManager)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {EntityManager.class},
            (proxy, method, arguments) -> {
              Transaction current = open.get().peek();
              if (current == null) {
                throw new IllegalStateException("no transaction around " + method.getName());
              }
              try {
                return method.invoke(current.entities(), arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** Runs in the transaction at hand, or in one of its own. */
  <T> T required(Callable<T> work) throws Exception {
    return isAtHand() ? work.call() : requiresNew(work);
  }

  /** Runs outside of the transaction at hand. */
  <T> T without(Callable<T> work) throws Exception {
    try (EntityManager lent = factory.createEntityManager()) {
      open.get().push(new Transaction(lent, List.of(), false));
      try {
        return work.call();
      } finally {
        open.get().pop();
      }
    }
  }

  /** Runs in a transaction of its own; commits unless it throws. */
  <T> T requiresNew(Callable<T> work) throws Exception {
    Transaction mine = new Transaction(factory.createEntityManager(), new ArrayList<>(), true);
    mine.entities().getTransaction().begin();
    open.get().push(mine);
    boolean hasCommitted = false;
    try {
      T result = work.call();
      mine.entities().getTransaction().commit();
      hasCommitted = true;
      return result;
    } finally {
      end(mine);
      for (Consumer<Boolean> each : mine.afterwards()) {
        each.accept(hasCommitted);
      }
    }
  }

  private void end(Transaction mine) {
    try {
      if (mine.entities().getTransaction().isActive()) {
        mine.entities().getTransaction().rollback();
      }
    } catch (PersistenceException e) {
      LOG.log(System.Logger.Level.DEBUG, "the store did not hear of the end", e);
    } finally {
      open.get().pop();
      mine.entities().close();
    }
  }

  /**
   * After the end of the transaction at hand, which is told whether it committed; at once when
   * there is none.
   */
  void afterwards(Consumer<Boolean> work) {
    Transaction current = open.get().peek();
    if (current == null || !current.hasBegun()) {
      work.accept(true);
    } else {
      current.afterwards().add(work);
    }
  }
}
