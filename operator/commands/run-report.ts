import { writeFileSync } from 'node:fs';
import type { AskedForApproval } from '../../lib/domain/approval';
import type { DrillRecord } from '../../lib/domain/drill-record';
import type { Run } from '../../lib/domain/run';
import { BadInput } from '../command/endings';
import { ofDrill } from '../report/of-drill';
import { ofRun } from '../report/of-run';
import { documentFor } from '../report/report-file';

interface Found {
  readonly run: Run | undefined;
  readonly drill: DrillRecord | undefined;
  readonly approval: AskedForApproval | undefined;
}

/** Writes what the ledger has of a run or a drill as a page or as Markdown. @throws {BadInput} for a file of another kind */
export function writeReport(file: string, { run, drill, approval }: Found, notify: string): void {
  const account = run ? ofRun(run, approval && { request: approval, notify }) : drill && ofDrill(drill);
  if (!account)
    throw new BadInput(
      'of a restore there is no report, nor of a run that has only asked; leave --report out to read what there is',
    );
  const page = pageFor(file)(account);
  try {
    writeFileSync(file, page);
  } catch (error) {
    throw new BadInput(`${file} cannot be written (${(error as Error).message})`);
  }
}

/** What makes a page of an account, by the ending of its file. @throws {BadInput} for a file of another kind */
export function pageFor(file: string): ReturnType<typeof documentFor> {
  try {
    return documentFor(file);
  } catch (error) {
    throw new BadInput((error as RangeError).message);
  }
}
