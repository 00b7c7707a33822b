package drawbridge.operator.control;

import drawbridge.operator.entity.Action;
import drawbridge.operator.entity.Change;
import drawbridge.operator.entity.Operator;
import drawbridge.operator.entity.OwnPasswordChange;
import drawbridge.operator.entity.Role;
import jakarta.ejb.EJBException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Optional;

/** Audited changes of built-in operators. */
@ApplicationScoped
public class OperatorCommands {

  private static final Action CREATE = new Action("operator.create", Role.ADMIN);
  private static final Action ROLE = new Action("operator.role", Role.ADMIN);
  private static final Action PASSWORD = new Action("operator.password", Role.ADMIN);
  private static final Action OWN_PASSWORD = new Action("operator.own-password", Role.VIEWER);
  private static final Action REMOVE = new Action("operator.remove", Role.ADMIN);

  @Inject Operators operators;
  @Inject SignIns signIns;
  @Inject AuditedCommands commands;
  @Inject CurrentOperator currentOperator;
  @Inject Event<OwnPasswordChange> changes;

  /** Returns all operators, by name. */
  public List<Operator> all() {
    return operators.all();
  }

  /** Finds an operator; empty for an unknown or invalid name. */
  public Optional<Operator> find(String name) {
    return operators.find(name);
  }

  /** Creates an operator. Returns false when the name exists. */
  public boolean create(String name, String password, Role role) {
    return commands.make(
        Change.of(CREATE, null, name).saying(role.text()),
        () -> createUnlessTaken(name, password, role),
        Boolean::booleanValue);
  }

  /** Returns false, too, when another node creates the name concurrently. */
  private boolean createUnlessTaken(String name, String password, Role role) {
    try {
      return operators.create(name, password, role);
    } catch (EJBException e) {
      if (operators.find(name).isPresent()) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Sets the role and the password that are given; idempotent.
   *
   * @return false, with nothing changed, when no admin would remain
   */
  public boolean change(Operator operator, Optional<Role> role, Optional<String> password) {
    String name = operator.name();
    if (role.isPresent() && role.get() != operator.role() && !setRole(name, role.get())) {
      return false;
    }
    password.ifPresent(
        it ->
            commands.make(Change.of(PASSWORD, null, name), () -> operators.setPassword(name, it)));
    return true;
  }

  private boolean setRole(String name, Role role) {
    return commands.make(
        Change.of(ROLE, null, name).saying(role.text()),
        () -> operators.setRole(name, role),
        Boolean::booleanValue);
  }

  /**
   * Sets the current operator's password when the old one is right. {@link LoginThrottle} limits
   * failures.
   *
   * @param address IP address of the client
   * @return the result of the check of the old password
   */
  public SignInResult changeOwnPassword(String old, String password, String address) {
    String name = currentOperator.person().account();
    SignInResult result = signIns.check(name, old, address, (user, secret) -> Optional.empty());
    if (result instanceof SignInResult.Accepted) {
      setOwnPassword(name, password);
    }
    return result;
  }

  /**
   * Sets the current operator's password and ends its other sessions. The caller has checked the
   * old password.
   */
  public void setOwnPassword(String name, String password) {
    commands.make(Change.of(OWN_PASSWORD, null, name), () -> operators.setPassword(name, password));
    operators
        .find(name)
        .ifPresent(it -> changes.fire(new OwnPasswordChange(name, it.passwordAt())));
  }

  /**
   * Removes a built-in operator; idempotent.
   *
   * @return false, with nothing changed, when no admin would remain
   */
  public boolean remove(String name) {
    return commands.make(
        Change.of(REMOVE, null, name), () -> operators.remove(name), Boolean::booleanValue);
  }
}
