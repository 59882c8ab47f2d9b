import { type Caught, caughtInWords } from './caught';
import type { Workflow } from './run';
import { type RunbookAddress, runbookLink } from './runbook-link';

interface Ending extends RunbookAddress {
  readonly workflow: Workflow;
  readonly run: string;
  readonly error: Caught;
}

/** A run that changed nothing, as it is announced. */
export const refusalInWords = ({ workflow, run, error, runbooks }: Ending): string =>
  `Run ${run} (${workflow}) was refused, and nothing was changed: ${caughtInWords(error)}. ` +
  `Next: mend the reason, or start it again with approvedBy set to a name; ${runbookLink({ runbooks }, workflow)}.`;

/** An execution that ended while another one holds the run, as it is announced. */
export const bystanderInWords = (
  { workflow, run, error, runbooks }: Ending,
  { execution, holder }: { readonly execution: string; readonly holder: string },
): string =>
  `Execution ${execution} of run ${run} (${workflow}) ended: ${caughtInWords(error)}. Execution ${holder} holds the run. ` +
  `Next: see whether that one still runs; if it does not, start the run again with run set to ${run}; ` +
  `${runbookLink({ runbooks }, workflow)}.`;

/** A run that stopped where going back is not safe, as it is announced. */
export const standstillInWords = ({ workflow, run, error, runbooks }: Ending): string =>
  `Run ${run} (${workflow}) stands still where going back is not safe: ${caughtInWords(error)}. It stays open, and no other ` +
  `run can start. Next: mend the cause, then start it again with run set to ${run} and approvedBy set to a name; ` +
  `${runbookLink({ runbooks }, workflow)}.`;
