import { caughtInWords } from './caught';
import { durationInWords } from './duration-in-words';
import type { Evidence } from './evidence';
import { lostWritesInWords } from './lost-writes';
import { blocks, bullets, table } from './markdown';
import type { Judgement } from './objectives';
import type { Run } from './run';
import { evidenceOf, fencesOf, type RunEvidence } from './run-evidence';

/** A run as a person reads it afterwards: the verdict first, and what is not known said as such. */
export function runDocument(run: Run): string {
  const evidence = evidenceOf(run);
  return `${blocks(
    `# Run ${run.id}: ${run.workflow} ${run.from ?? 'from an unknown region'} to ${run.to ?? 'an unknown region'}`,
    verdict(run),
    '## Who and why',
    bullets([
      `Set off by: ${run.trigger}`,
      run.approvedBy
        ? `Approved by ${run.approvedBy}${run.approvedAt ? ` at ${run.approvedAt}` : ''}`
        : 'Approved by nobody.',
      `First bad probe: ${run.downSince ?? 'none, or unknown'}; seen: ${run.detectedAt ?? 'unknown'}; decided: ${run.decidedAt ?? 'unknown'}; ended: ${run.endedAt ?? 'not yet'}`,
      `Expected loss when it was decided: ${run.expectedLossSeconds === undefined ? 'unknown' : durationInWords(run.expectedLossSeconds)}`,
    ]),
    '## Objectives',
    table(
      ['measure', 'judged', 'objective', 'measured'],
      (run.judgements ?? []).map(judged),
      'Nothing was judged.',
    ),
    '## Phases',
    table(
      ['phase', 'from', 'to', 'took'],
      (run.phases ?? []).map(({ name, startedAt, endedAt, seconds }) => [
        name,
        startedAt,
        endedAt,
        `${seconds.toFixed(1)} s`,
      ]),
      'No phase has a known beginning and end.',
    ),
    '## Fences',
    table(
      ['what', 'outcome', 'how', 'because', 'held at'],
      fencesOf(evidence).map((fence) => [
        `${fence.component} ${fence.id}`,
        fence.outcome === 'held' ? 'held' : '**unfenced**',
        fence.how ?? '–',
        fence.because,
        fence.heldAt ?? 'unknown',
      ]),
      'No fence is recorded.',
    ),
    '## What was seen',
    seen(evidence),
    '## What was lost',
    evidence.lostWrites && evidence.lostWrites.length > 0
      ? bullets(evidence.lostWrites.map(lostWritesInWords))
      : 'Not counted by this run. Rows that only the old primary has are counted by a failback.',
    '## What is not known',
    bullets(unknownsOf(run, evidence)) || 'Nothing of what is asked above.',
  )}\n`;
}

const VERDICTS: Readonly<Record<Run['outcome'], string>> = {
  open: 'It had not ended when this was written.',
  done: '**Done.** Everything that it was for is done.',
  incomplete: '**Incomplete.** The active region moved, and something beside it did not follow:',
  refused: '**Refused.** Nothing was changed:',
  abandoned: '**Abandoned.** What had been changed was undone before anything was promoted:',
  stuck: '**Stuck.** It stands where going back is not safe, and stays open:',
};

const verdict = ({ outcome, because }: Run): string =>
  because === undefined ? VERDICTS[outcome] : blocks(VERDICTS[outcome], bullets(because.split('; ')));

const judged = ({
  measure,
  judged: verdictOn,
  objectiveSeconds,
  measuredSeconds,
}: Judgement): readonly string[] => [
  measure,
  verdictOn,
  durationInWords(objectiveSeconds),
  measuredSeconds === undefined ? 'not measured' : `${measuredSeconds.toFixed(1)} s`,
];

function seen({ situation }: RunEvidence): string {
  if (!situation || typeof situation !== 'object')
    return 'The situation that was decided on is not in the record.';
  return blocks(
    `As of ${situation.now}, with ${situation.role.activeRegion} active in epoch ${situation.role.epoch}.`,
    table(
      ['from', 'component', 'outcome', 'probes', 'since', 'until', 'detail'],
      situation.evidence.flatMap(streaks),
      'Nobody had probed.',
    ),
    bullets([
      ...situation.databases.map(
        (one) =>
          `Standby of database ${one.database}: ${one.instanceStatus ?? 'status unknown'}, newest heartbeat ${one.lastHeartbeatAt ?? 'unknown'}, ${one.replayLagBytes ?? 'unknown'} bytes left to replay`,
      ),
      ...situation.caches.map((one) => `Standby of cache ${one.cache}: ${one.memberStatus ?? 'unknown'}`),
    ]),
  );
}

const streaks = ({ vantagePoint, streaks: all }: Evidence): readonly (readonly string[])[] =>
  all.map(({ component, outcome, count, from, to, detail }) => [
    vantagePoint,
    component,
    outcome,
    String(count),
    from,
    to,
    detail,
  ]);

/** What its record cannot tell. */
export function unknownsOf(run: Run, evidence: RunEvidence): readonly string[] {
  const { steps, lostWrites } = evidence;
  const missing = (run.judgements ?? []).filter((one) => one.judged === 'unknown');
  const open = fencesOf(evidence).filter(({ outcome }) => outcome === 'unfenced');
  const failed = [steps?.fence, steps?.workers, steps?.settings].flatMap((one) =>
    one && 'Error' in one ? [caughtInWords(one)] : [],
  );
  return [
    ...missing.map(
      ({ measure, because }) => `${measure}: ${because ?? 'not measured, so neither met nor missed'}`,
    ),
    ...open.map(
      ({ component, id }) => `Whether anybody wrote to ${component} ${id} of ${run.from} after it was left`,
    ),
    ...(run.workflow === 'failover' && !lostWrites ? ['Which writes were lost'] : []),
    ...failed,
  ];
}
