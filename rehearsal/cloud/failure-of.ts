/** Why an execution ended early, as its machine says it. @throws as a connection breaks, when it was torn away with its region */
export function failureOf(failed: Error): { readonly error: string; readonly cause: string } {
  if (failed.name === 'ExecutionAbortedError') {
    throw Object.assign(new Error('the region was lost while the machine ran'), { code: 'ECONNRESET' });
  }
  const said = failed.cause instanceof Error ? failed.cause : failed;
  return { error: said.name, cause: said.message };
}
