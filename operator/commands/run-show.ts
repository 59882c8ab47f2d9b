import type { AskedForApproval } from '../../lib/domain/approval';
import { durationInWords } from '../../lib/domain/duration-in-words';
import type { Fence } from '../../lib/domain/fence';
import { lostWritesInWords } from '../../lib/domain/lost-writes';
import type { Judgement } from '../../lib/domain/objectives';
import type { Run } from '../../lib/domain/run';
import { runDocument } from '../../lib/domain/run-document';
import { evidenceOf, fencesOf } from '../../lib/domain/run-evidence';
import { approvalFacts } from '../approval-facts';
import type { Desk, Told } from '../command/desk';
import { BadInput } from '../command/endings';
import { heardInWords, readLedger } from '../command/read-ledger';
import { headed, labelled, part, type Screen } from '../command/screen';
import { phaseLines } from '../phase-lines';
import { drillText, restoreText } from '../status/record-text';
import { outcomeStyle } from '../status/styles';

interface Options {
  readonly id: string;
  /** As the evidence bucket has it, with everything that was seen. */
  readonly document: boolean;
  /** A file to write the report to as well. */
  readonly report?: string | undefined;
}

/** `firebackup run show <id>`: what a run was for, who was asked, how it ended, and what is not known about it. */
export async function runShow(desk: Desk, { id, document, report }: Options): Promise<Told> {
  const { found, heard } = await readLedger(desk, async (truth) => ({
    run: await truth.run(id),
    restore: await truth.restore(id),
    drill: await truth.drill(id),
    approval: await truth.askedFor(id),
  }));
  const { run, restore, drill, approval } = found;
  const record = run ?? restore ?? drill;
  if (!record && !approval)
    throw new BadInput(`no run ${id} in the ledger; firebackup runs lists what there is`);
  // Charts are loaded by whoever wants some.
  if (report) (await import('./run-report')).writeReport(report, found, desk.plan.notify);
  const { screen, plan } = desk;
  const lines = [
    ...(run ? (document ? runDocument(run).trimEnd().split('\n') : runText(run, screen)) : []),
    ...(restore ? restoreText(restore, screen) : []),
    ...(drill ? drillText(drill, screen) : []),
    ...(record ? [] : headed(screen, 'bold', `run ${id}: it asked, and the ledger has no more of it`)),
    ...part(screen, 'Approval', approval && !document ? approvalText(approval, plan.notify, screen) : []),
    ...part(screen, 'Ledger', labelled(screen, ['', heardInWords(heard)], { width: 0 })),
  ];
  const bad = record !== undefined && outcomeStyle(record.outcome) === 'red';
  return { lines, data: { ledger: heard, ...found }, news: bad ? 'bad' : 'fine' };
}

/** Of what there is several of, the first has the label. */
function approvalText(request: AskedForApproval, notify: string, screen: Screen): readonly string[] {
  const facts = approvalFacts(request, notify, (moment) => moment);
  return facts.flatMap(([label, fact], at) =>
    labelled(screen, [label === facts[at - 1]?.[0] ? '' : label, fact]),
  );
}

const JUDGED = { met: 'green', missed: 'red', unknown: 'yellow' } as const;

function runText(run: Run, screen: Screen): readonly string[] {
  const { id, workflow, from, to, outcome, because, trigger, approvedBy, phases = [], judgements = [] } = run;
  const evidence = evidenceOf(run);
  const loss = run.expectedLossSeconds;
  const detail = (label: string, text: string) => labelled(screen, [label, text]);
  return [
    ...headed(
      screen,
      'bold',
      `${workflow} ${id}, ${from ?? 'an unknown region'} to ${to ?? 'an unknown region'}`,
    ),
    ...labelled(screen, ['outcome', outcome], { style: outcomeStyle(outcome) }),
    ...(because ? because.split('; ').flatMap((one, at) => detail(at === 0 ? 'because' : '', one)) : []),
    ...detail('set off by', trigger),
    ...detail('approved by', approvedBy ?? 'nobody'),
    ...detail('decided', run.decidedAt ?? 'unknown'),
    ...detail('ended', run.endedAt ?? 'not yet'),
    ...detail('exp. loss', loss === undefined ? 'unknown' : durationInWords(loss)),
    ...part(
      screen,
      'Phases',
      // Of a bar, what fits is enough.
      phaseLines(phases).map((line) => `  ${line}`.slice(0, screen.columns)),
    ),
    ...part(
      screen,
      'Objectives',
      judgements.flatMap((one) => judgementLines(one, screen)),
    ),
    ...part(
      screen,
      'Fences',
      fencesOf(evidence).flatMap((one) => fenceLines(one, screen)),
    ),
    ...part(
      screen,
      'Lost writes',
      (evidence.lostWrites ?? []).flatMap((one) =>
        labelled(screen, ['', lostWritesInWords(one)], { width: 0 }),
      ),
    ),
  ];
}

function judgementLines(
  { measure, judged, objectiveSeconds, measuredSeconds, because }: Judgement,
  screen: Screen,
): readonly string[] {
  const measured = measuredSeconds === undefined ? 'not measured' : `${measuredSeconds.toFixed(2)} s`;
  const why = because ? `: ${because}` : '';
  const text = `${measure}: ${measured} of ${durationInWords(objectiveSeconds)}${why}`;
  return labelled(screen, [judged, text], { style: JUDGED[judged] });
}

const fenceLines = ({ component, id, outcome, because, heldAt }: Fence, screen: Screen): readonly string[] =>
  labelled(
    screen,
    [outcome, `${component} ${id}: ${because}${heldAt ? `, seen to hold at ${heldAt}` : ''}`],
    {
      style: outcome === 'held' ? 'green' : 'red',
    },
  );
