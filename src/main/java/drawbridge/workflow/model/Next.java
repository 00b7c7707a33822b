package drawbridge.workflow.model;

/** Where a flow goes after a task; targets were checked when the definition was saved (X8). */
public sealed interface Next {

  /** On to the following task; after the last one the flow is finished. */
  record Continue() implements Next {}

  /** Out of this flow: the task that holds it is finished. */
  record Exit() implements Next {}

  /** The run is finished. */
  record End() implements Next {}

  /** To the task at this index of the same flow. */
  record To(int position) implements Next {}

  /** The default. */
  Next CONTINUE = new Continue();
}
