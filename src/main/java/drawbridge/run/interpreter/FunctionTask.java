package drawbridge.run.interpreter;

import drawbridge.run.journal.LeaseLost;
import drawbridge.workflow.model.Flow;
import drawbridge.workflow.model.TaskBody;

/**
 * Executes the call of a function: a flow of one task, whose input are the arguments. Variables of
 * the caller's loops and catches are not visible inside.
 */
record FunctionTask(TaskExecution execution, TaskBody.CallFunction call) {

  TaskResult run() throws LeaseLost {
    Flow flow = execution.run().input().definition().called(execution.task(), call);
    TaskExecution inside =
        execution
            .in(execution.frame().withoutVariables())
            .with(call.arguments().resolve(execution.scope()));
    TaskResult result = TaskRunner.left(TaskRunner.walk(flow, execution.key(), inside));
    return result instanceof TaskResult.Failed failed
        ? new TaskResult.Failed(failed.problem().calledBy(execution.task()))
        : result;
  }
}
