import { durationInWords } from '../domain/duration-in-words';
import { secondsBetween } from '../domain/instant';
import type { Block, Section } from '../page/account';
import { html, type Markup } from '../page/markup';
import { asObjective, endingInWords, inSeconds, judgedCell, timeOfDay } from '../page/words';
import { timeInUtc } from '../status/moments';
import type { Status } from '../status/read-status';
import { type StepSoFar, stepsSoFar } from '../status/steps-so-far';
import { whenKnown } from './when';
import { withoutEmptyEnd } from './without-empty-end';

/** The run that is open, step by step. */
export function openRunSection(status: Status): Markup | undefined {
  const {
    role: { openRun: open },
    openRun: record,
    at,
  } = status;
  if (!open) return undefined;
  const trigger = record ? `set off by ${record.trigger}` : 'its record cannot be found';
  const by = record?.approvedBy ? `, approved by ${record.approvedBy}` : '';
  return html`<section aria-labelledby="open-run">
<h2 id="open-run">Under way: ${open.workflow} ${open.id}</h2>
<p>From ${open.from} to ${open.to}, opened ${whenKnown(open.openedAt, at)}; ${trigger}${by}.</p>
<ol class="steps">${stepsSoFar(status).map((one) => step(one, status))}</ol>
</section>
`;
}

/** That a step is over is no word on how it came out: none of these signs is a judgement. */
const SIGNS: Readonly<Record<StepSoFar['state'], string>> = { over: '●', now: '»', ahead: '○' };

/** What is only known of a step when the run is closed. */
const LATER: Readonly<Partial<Record<StepSoFar['name'], string>>> = {
  fence: '; what held is told when the run ends',
};

function step({ name, state, startedAt, endedAt }: StepSoFar, { at }: Status): Markup {
  const sign = html`<span class="sign" aria-hidden="true">${SIGNS[state]}</span>`;
  return html`<li class="${state}"${state === 'now' ? html` aria-current="step"` : undefined}>${sign}<span>${name}</span><span>${took()}${state === 'over' ? LATER[name] : undefined}</span></li>`;

  function took(): string {
    if (state === 'ahead') return 'ahead';
    if (startedAt === undefined)
      return endedAt === undefined ? 'begun at an unknown time' : `over at ${timeInUtc(endedAt)}`;
    if (endedAt === undefined)
      return `since ${timeInUtc(startedAt)}, for ${durationInWords(Math.max(0, secondsBetween(startedAt, at)))}`;
    return `${timeOfDay(startedAt).slice(0, 8)} to ${timeInUtc(endedAt)}, ${inSeconds(Math.max(0, secondsBetween(startedAt, endedAt)))}`;
  }
}

/** What came of the run that moved the region, or was given up, last. */
export function lastRunSection({ lastRun: run, at }: Status): Section | undefined {
  if (!run) return undefined;
  const { workflow, id, from, to, endedAt, phases = [], judgements = [] } = run;
  const tables: readonly Block[] = [
    {
      table: withoutEmptyEnd({
        caption: 'RTO and RPO as the run measured them',
        head: ['measure', 'judged', 'measured', 'objective', 'why it is not known'],
        rows: judgements.map((one) => [
          one.measure,
          judgedCell(one),
          inSeconds(one.measuredSeconds),
          asObjective(one.objectiveSeconds),
          one.because ?? '',
        ]),
        none: 'It held nothing against an objective.',
      }),
    },
    {
      table: {
        caption: 'Its phases, each from where the one before it ended',
        head: ['phase', 'from, UTC', 'to, UTC', 'took'],
        rows: phases.map(({ name, startedAt, endedAt: end, seconds }) => [
          name,
          timeOfDay(startedAt),
          timeOfDay(end),
          inSeconds(seconds),
        ]),
        none: 'None of its phases is recorded.',
      },
    },
  ];
  return {
    title: `The last ${workflow}: ${id}`,
    blocks: [
      {
        text: `From ${from ?? 'an unknown region'} to ${to ?? 'an unknown region'}: it ${endingInWords(run)}. It ended ${whenKnown(endedAt, at)}.`,
      },
      ...tables,
    ],
  };
}
