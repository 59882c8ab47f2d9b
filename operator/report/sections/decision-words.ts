import { type Evidence, lastStreak, type ProbedComponent } from '../../../lib/domain/evidence';
import type { Run } from '../../../lib/domain/run';
import { evidenceOf } from '../../../lib/domain/run-evidence';
import type { DatabaseStandby, Situation } from '../../../lib/domain/situation';
import { endingInWords, inSeconds, timeOfDay } from '../../../lib/page/words';

const DECISIVE: readonly ProbedComponent[] = ['api', 'database'];

/** Why a run did what it did, sentence by sentence. */
export function decisionInWords(run: Run): readonly string[] {
  const { situation } = evidenceOf(run);
  const { trigger, approvedBy, decidedAt, expectedLossSeconds, workflow } = run;
  return [
    `Set off by ${trigger}; approved by ${approvedBy ?? 'nobody'}.`,
    decidedAt === undefined ? 'When it was decided is not known.' : `Decided at ${timeOfDay(decidedAt)} UTC.`,
    ...(typeof situation === 'object' && situation !== null ? situationInWords(situation) : []),
    ...(workflow === 'failover'
      ? [
          `Writes of ${expectedLossSeconds === undefined ? 'an unknown time' : `at most ${inSeconds(expectedLossSeconds)}`} were expected to be lost.`,
        ]
      : []),
    `The ${workflow} ${endingInWords(run)}.`,
  ];
}

const situationInWords = ({
  role,
  evidence = [],
  databases = [],
  caches = [],
}: Situation): readonly string[] => [
  `${role.activeRegion} was the active region, in epoch ${role.epoch}.`,
  ...evidence.map(lastWords),
  ...databases.map(standbyInWords),
  ...caches.map(
    ({ cache, memberStatus }) => `The standby of cache ${cache}: ${memberStatus ?? 'not known'}.`,
  ),
];

function lastWords(evidence: Evidence): string {
  const words = DECISIVE.flatMap((component) => {
    const streak = lastStreak(evidence, component);
    if (!streak) return [];
    const { outcome, from, count } = streak;
    const probes = count === 1 ? 'one probe' : `${count} probes`;
    return [
      `the ${component} ${outcome === 'unknown' ? 'not known' : outcome} since ${timeOfDay(from)} (${probes})`,
    ];
  });
  return `Seen from ${evidence.vantagePoint}: ${words.join(', ') || 'nothing'}.`;
}

function standbyInWords({
  database,
  instanceStatus,
  replayLagBytes,
  lastHeartbeatAt,
}: DatabaseStandby): string {
  const replay = replayLagBytes === undefined ? 'an unknown number of' : String(replayLagBytes);
  const beat = lastHeartbeatAt === undefined ? 'unknown' : `of ${timeOfDay(lastHeartbeatAt)}`;
  return `The standby of database ${database}: ${instanceStatus ?? 'status not known'}, ${replay} bytes left to replay, its newest heartbeat ${beat}.`;
}
