import type { AskedForApproval } from '../../lib/domain/approval';
import type { Run } from '../../lib/domain/run';
import { unknownsOf } from '../../lib/domain/run-document';
import { evidenceOf } from '../../lib/domain/run-evidence';
import type { Account } from '../../lib/page/account';
import { endingInWords, inSeconds, inUtc } from '../../lib/page/words';
import { approvalSection } from './sections/approval';
import { objectivesSection } from './sections/objectives';
import { fencesOfRun, fenceTable, runSection } from './sections/run';

export interface Approval {
  readonly request: AskedForApproval;
  /** Whom the plan has told. */
  readonly notify: string;
}

/** What is told of a run in the cloud, from its records in the ledger: no client counted anything there. */
export function ofRun(run: Run, approval?: Approval): Account {
  const { workflow, id, outcome, judgements = [], phases = [], from, to, endedAt, decidedAt } = run;
  const missed = judgements.some(({ judged }) => judged === 'missed');
  const unknown = judgements.filter(({ judged }) => judged !== 'met').length;
  const whole = phases.reduce((sum, { seconds }) => sum + seconds, 0);
  const good = outcome === 'done' && judgements.length > 0 && unknown === 0;
  return {
    title: `Run: ${workflow} ${id}`,
    verdict: {
      text: `${outcome}${judgements.length > 0 ? `, ${judgements.length - unknown} of ${judgements.length} objectives met` : ', no objective was judged'}`,
      tone: good ? 'good' : missed || outcome === 'stuck' || outcome === 'incomplete' ? 'bad' : 'unknown',
    },
    sentence: `The ${workflow} from ${from ?? 'an unknown region'} to ${to ?? 'an unknown region'} ${endingInWords(run)}.`,
    figures: [
      {
        name: 'in all',
        value: phases.length > 0 ? inSeconds(whole) : 'unknown',
        note: 'first bad probe to confirmation',
      },
      {
        name: 'expected loss',
        value: inSeconds(run.expectedLossSeconds),
        note: 'when it was decided, at most',
      },
    ],
    conditions: `Decided ${decidedAt === undefined ? 'at an unknown time' : inUtc(decidedAt)}, ended ${endedAt === undefined ? 'not yet' : inUtc(endedAt)}, as the ledger has it.`,
    sections: [
      objectivesSection(judgements),
      runSection(run),
      ...(approval ? [approvalSection(approval.request, approval.notify)] : []),
      { title: 'Fences', blocks: [{ table: fenceTable(fencesOfRun(run)) }] },
      {
        title: 'Not known',
        blocks: [{ items: unknownsOf(run, evidenceOf(run)), none: 'Nothing of what is asked above.' }],
      },
    ],
  };
}
