import type { Judgement } from '../../../lib/domain/objectives';
import type { Section } from '../../../lib/page/account';
import { asObjective, inSeconds, judgedCell } from '../../../lib/page/words';
import { measuresChart } from '../charts/measures-chart';

/** What was measured against what was promised; what was not measured is neither met nor missed. */
export function objectivesSection(judgements: readonly Judgement[]): Section {
  const measures = judgements.map((judgement) => ({
    name: judgement.measure,
    seconds: judgement.measuredSeconds,
    objectiveSeconds: judgement.objectiveSeconds,
    tone: judgedCell(judgement).tone,
  }));
  const table = {
    caption: 'RTO and RPO, held against the objectives of the plan',
    head: ['measure', 'judged', 'measured', 'objective'],
    rows: judgements.map((one) => [
      one.measure,
      judgedCell(one),
      inSeconds(one.measuredSeconds),
      asObjective(one.objectiveSeconds),
    ]),
    none: 'Nothing was held against an objective.',
  };
  const unknown = judgements.filter(({ judged }) => judged === 'unknown');
  const reasons = unknown.map(
    ({ measure, because }) => `${measure} is not known: ${because ?? 'it was not measured'}.`,
  );
  return {
    title: 'Objectives',
    blocks: [
      ...(judgements.length > 0
        ? [
            {
              figure: {
                title: 'RTO and RPO against their objectives',
                description: `Bars are what was measured, the mark is the objective that a bar must not pass, on a logarithmic scale (straight below a second). ${count(judgements)}.`,
                draw: (width: number) => measuresChart(measures, width),
                table,
              },
            },
          ]
        : [{ text: table.none }]),
      ...(reasons.length > 0 ? [{ items: reasons, none: '' }] : []),
    ],
  };
}

const count = (judgements: readonly Judgement[]): string =>
  (['met', 'missed', 'unknown'] as const)
    .map((word) => `${judgements.filter(({ judged }) => judged === word).length} ${word}`)
    .join(', ');
