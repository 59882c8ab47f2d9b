import { durationInWords } from './duration-in-words';
import type { CaseAnswer, RecoveryAnswer, RecoveryWay } from './recovery-answer';
import { type Loss, nameOf } from './recovery-offer';
import type { Verdict } from './recovery-verdicts';

/** The answer as lines for a person, indented by what belongs to what. */
export const answerInWords = (answer: RecoveryAnswer): readonly string[] => [
  `as of ${answer.at}, ${answer.activeRegion} being the active region`,
  ...answer.stores.flatMap(({ store, component, cases }) => [
    `${component} ${store}`,
    ...cases.flatMap((one) => caseInWords(one, answer.activeRegion).map((line) => `  ${line}`)),
  ]),
];

function caseInWords({ loss, way, rpo, rto, missing }: CaseAnswer, activeRegion: string): readonly string[] {
  return [
    `${CASES[loss](activeRegion)}: ${way ? wayInWords(way) : 'nothing to recover from'}`,
    `  RPO ${verdictInWords(rpo)}`,
    `  RTO ${verdictInWords(rto)}`,
    ...(way ? [`  ${provenInWords(way)}`] : []),
    ...missing.map((sentence) => `  not counted on: ${sentence}`),
  ];
}

const CASES: Readonly<Record<Loss, (activeRegion: string) => string>> = {
  'region lost': (activeRegion) => `if ${activeRegion} is lost`,
  'data damaged': () => 'if its data are damaged',
};

const wayInWords = (way: RecoveryWay): string => {
  const [loss, most] = [way.lossSeconds, way.lossAtMostSeconds].map(durationInWords);
  const atMost = most === loss ? '' : ` (${most} if it has stood still since)`;
  return `${nameOf(way)}, to ${way.to}, losing ${loss}${atMost}`;
};

const verdictInWords = ({ judged, because }: Verdict): string => `${judged}: ${because}`;

const provenInWords = ({ kind, region, lastProvenAt }: RecoveryWay): string =>
  lastProvenAt
    ? `${kind} in ${region} was last proven at ${lastProvenAt}`
    : `${kind} in ${region} was never proven`;
