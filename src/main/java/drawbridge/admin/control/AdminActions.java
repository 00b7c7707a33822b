package drawbridge.admin.control;

import drawbridge.operator.entity.Action;
import drawbridge.operator.entity.Role;

/** Defines the actions of the audit log and the roles that may perform them. */
public final class AdminActions {

  static final Action WORKSPACE_CREATE = new Action("workspace.create", Role.ADMIN);
  static final Action WORKSPACE_REMOVE = new Action("workspace.remove", Role.ADMIN);
  static final Action SECRET_ROTATE = new Action("secret.rotate", Role.ADMIN);
  static final Action SECRET_REMOVE = new Action("secret.remove", Role.ADMIN);
  static final Action KEYS_REENCRYPT = new Action("keys.reencrypt", Role.ADMIN);
  static final Action STORE_BACKUP = new Action("store.backup", Role.ADMIN);
  static final Action WORKFLOW_SAVE = new Action("workflow.save", Role.ADMIN);
  static final Action WORKFLOW_REMOVE = new Action("workflow.remove", Role.ADMIN);
  static final Action WORKFLOW_PAUSE = new Action("workflow.pause", Role.OPERATOR);
  static final Action WORKFLOW_RESUME = new Action("workflow.resume", Role.OPERATOR);
  public static final Action TRIGGER_SAVE = new Action("trigger.save", Role.ADMIN);
  public static final Action TRIGGER_REMOVE = new Action("trigger.remove", Role.ADMIN);
  public static final Action TRIGGER_ENABLE = new Action("trigger.enable", Role.ADMIN);
  public static final Action TRIGGER_DISABLE = new Action("trigger.disable", Role.ADMIN);
  public static final Action TRIGGER_RENEW = new Action("trigger.renew", Role.ADMIN);
  public static final Action TRIGGER_SECRET_ROTATE =
      new Action("trigger-secret.rotate", Role.ADMIN);
  public static final Action TRIGGER_SECRET_REMOVE =
      new Action("trigger-secret.remove", Role.ADMIN);
  public static final Action RUN_CANCEL = new Action("run.cancel", Role.OPERATOR);
  public static final Action RUN_REPLAY = new Action("run.replay", Role.OPERATOR);
  static final Action UID_RELEASE = new Action("uid.release", Role.OPERATOR);

  private AdminActions() {}
}
