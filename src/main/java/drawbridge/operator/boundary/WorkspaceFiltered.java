package drawbridge.operator.boundary;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Opens a call whose path names no workspace to API tokens that are limited to some workspaces. The
 * call must show them only what these workspaces contain; see {@link OperatorFilter}.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
public @interface WorkspaceFiltered {}
