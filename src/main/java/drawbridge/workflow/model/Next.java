package drawbridge.workflow.model;

/** Where a flow continues after a task; targets are checked when the definition is saved (X8). */
public sealed interface Next {

  /** Continues with the following task; after the last one the flow is finished. */
  record Continue() implements Next {}

  /** Leaves this flow: the task that contains it is finished. */
  record Exit() implements Next {}

  /** Ends the run. */
  record End() implements Next {}

  /** Continues with the task at this index of the same flow. */
  record To(int position) implements Next {}

  /** The default. */
  Next CONTINUE = new Continue();
}
