package drawbridge.operator.control;

import drawbridge.operator.entity.Action;
import drawbridge.operator.entity.Change;
import drawbridge.operator.entity.Person;
import drawbridge.operator.entity.Scope;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Named;
import org.jspecify.annotations.Nullable;

/**
 * The operator of the current request. Anonymous until a filter has authenticated the request.
 * Pages read it as {@code #{currentOperator}}.
 */
@Named("currentOperator")
@RequestScoped
public class CurrentOperator {

  private Person person = Person.ANONYMOUS;

  public void set(Person operator) {
    person = operator;
  }

  public Person person() {
    return person;
  }

  public String getName() {
    return person.name();
  }

  /** Returns whether the operator's role, and the token if there is one, permit this. */
  public boolean may(Scope scope) {
    return person.may(scope);
  }

  /** Returns whether the operator may use this workspace; null for all workspaces. */
  public boolean mayEnter(@Nullable String workspaceId) {
    return person.mayEnter(workspaceId);
  }

  /**
   * Requires what an action needs, for reads that not every operator may do.
   *
   * @throws NotAllowed when the operator lacks the role, or the token the scope
   */
  public void require(Action action) {
    if (!person.may(action.needs())) {
      throw NotAllowed.without(person, action);
    }
  }

  /**
   * Requires what a change needs, in its workspace.
   *
   * @throws NotAllowed when the operator lacks the role, or the token the scope or the workspace
   */
  void require(Change change) {
    require(change.action());
    if (!person.mayEnter(change.workspaceId())) {
      throw NotAllowed.outside(person, change.action().name());
    }
  }

  /**
   * Requires access to all workspaces.
   *
   * @param what names the call, as the start of a sentence
   * @throws NotAllowed when the operator is a token that is limited to some workspaces
   */
  public void requireAllWorkspaces(String what) {
    if (!person.mayEnter(null)) {
      throw NotAllowed.outside(person, what);
    }
  }

  /** Returns whether the operator may replay and cancel runs and pause workflows. */
  public boolean isMayOperate() {
    return person.may(Scope.OPERATE);
  }

  /** Returns whether the operator may change everything. */
  public boolean isMayAdminister() {
    return person.may(Scope.ADMIN);
  }
}
