/**
 * Runs suites of others, which lie in a directory beside the project (system property {@code
 * drawbridge.suites}). What differs stands in a list with its reason.
 */
package drawbridge.suite;
