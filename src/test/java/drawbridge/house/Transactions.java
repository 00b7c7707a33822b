package drawbridge.house;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Container transactions on one thread: an entity manager each, and what is to be done after
 * success.
 */
final class Transactions {

  private final EntityManagerFactory factory;
  private final ThreadLocal<Deque<Transaction>> open = ThreadLocal.withInitial(ArrayDeque::new);

  Transactions(EntityManagerFactory factory) {
    this.factory = factory;
  }

  /** One that has not begun only lends its entity manager. */
  private record Transaction(
      EntityManager entities, List<Runnable> afterSuccess, boolean hasBegun) {}

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
    T result;
    try {
      result = work.call();
      mine.entities().getTransaction().commit();
    } catch (Exception | Error e) {
      if (mine.entities().getTransaction().isActive()) {
        mine.entities().getTransaction().rollback();
      }
      throw e;
    } finally {
      open.get().pop();
      mine.entities().close();
    }
    mine.afterSuccess().forEach(Runnable::run);
    return result;
  }

  /** After the commit of the transaction at hand; at once when there is none. */
  void afterSuccess(Runnable work) {
    Transaction current = open.get().peek();
    if (current == null || !current.hasBegun()) {
      work.run();
    } else {
      current.afterSuccess().add(work);
    }
  }
}
