import { durationInWords } from '../domain/duration-in-words';
import { earliest, secondsBetween } from '../domain/instant';
import { sign } from '../page/html-sections';
import { html, type Markup } from '../page/markup';
import { asObjective, inUtc } from '../page/words';
import { answeredNow } from '../status/answered-now';
import type { Headline } from '../status/headline';
import type { Outlook } from '../status/outlook';
import type { Status } from '../status/read-status';

/** When the picture was taken, and what else has to be known to believe it. */
export interface Picture {
  readonly at: string;
  /** Said of a rehearsal. */
  readonly note?: string | undefined;
  /** Nothing moves any more: the picture is the last one. */
  readonly ended?: boolean | undefined;
}

export const title = (name: string, { at, note, ended }: Picture): Markup =>
  html`<div class="top"><h1>${name}</h1>
<p class="fresh"${ended ? html` data-ended` : undefined}>As of <time datetime="${at}">${inUtc(at)}</time><span class="age"></span>${note ? ` · ${note}` : ''}</p></div>`;

/** In the order in which it is asked for at 03:00. */
export function header(status: Status, outlook: Outlook, headline: Headline, picture: Picture): Markup {
  const { now, next, may } = outlook;
  return html`<header>
${title(status.deployment, picture)}
${verdict(headline)}
${now === headline.text ? undefined : html`<p class="sentence">${capital(now)}.</p>`}
<dl class="next"><dt>Next</dt><dd>${capital(next)}</dd><dt>You may</dt><dd><ul>${may.map(command)}</ul></dd></dl>
<dl class="figures">${figuresOf(status).map(
    ({ name, value, note }) =>
      html`<div><dt>${name}</dt><dd><strong>${value}</strong> <span>${note}</span></dd></div>`,
  )}</dl>
</header>`;
}

export const verdict = ({ text, tone }: Headline): Markup =>
  html`<p class="verdict ${tone}">${sign(tone)} <span class="words">${text}</span></p>`;

/** What begins with a word. The name of a region stays as it is. */
const capital = (text: string): string =>
  text.replace(/^[a-z](?=[a-z]*[ :])/, (first) => first.toUpperCase());

/** `first do this, then: firebackup … (why)`, with what is to be typed set apart. */
function command(text: string): Markup {
  const [, before = '', typed = text, why] = /^(.*?)(firebackup .*?)(?:\s+\(([^)]*)\))?$/.exec(text) ?? [];
  return html`<li>${before}<code>${typed}</code>${why ? html` <span class="aside">${why}</span>` : undefined}</li>`;
}

function figuresOf(status: Status) {
  const { role, regions, standby, at, replication } = status;
  const moved = role.lastChange
    ? `, moved ${durationInWords(Math.max(0, secondsBetween(role.lastChange.at, at)))} ago`
    : '';
  const place = role.activeRegion === regions.primary ? 'the primary region' : 'the recovery region';
  const beat = earliest(replication.flatMap(({ heartbeatAt }) => heartbeatAt ?? []));
  return [
    { name: 'active', value: role.activeRegion, note: `${place}, epoch ${role.epoch}${moved}` },
    seenFigure(status),
    outageFigure(status) ?? {
      name: 'newest heartbeat',
      value: beat === undefined ? 'unknown' : `${durationInWords(Math.max(0, secondsBetween(beat, at)))} old`,
      note: `as the standby in ${standby} has replayed it`,
    },
    lossFigure(status),
  ];
}

/** While nobody is served the clock is asked for that the RTO is counted by. */
function outageFigure({ role, openRun, downSince, regions, objectives, at }: Status) {
  const since = openRun?.downSince ?? (role.activeRegion === regions.primary ? downSince : undefined);
  if (since === undefined) return undefined;
  return {
    name: 'down for',
    value: durationInWords(Math.max(0, secondsBetween(since, at))),
    note: `since the first bad probe; the RTO of the API is ${asObjective(objectives.api.rto)}`,
  };
}

function seenFigure({ seen, regions }: Status) {
  const count = (state: string) => seen.filter(({ verdict: { state: one } }) => one === state).length;
  const [down, up] = [count('down'), count('up')];
  const [value, state] = down > 0 ? [down, 'down'] : [up, 'up'];
  return {
    name: `${regions.primary} is seen`,
    value: down + up === 0 ? 'unknown' : state,
    note:
      down + up === 0
        ? `none of ${seen.length} vantage points knows`
        : `by ${value} of ${seen.length} vantage points`,
  };
}

/** Of an open run what it expected to lose is asked for, and not what would be lost. */
function lossFigure(status: Status) {
  const { role, openRun } = status;
  if (!role.openRun) return objectivesFigure(status);
  const loss = openRun?.expectedLossSeconds;
  return {
    name: 'expected loss',
    value: loss === undefined ? 'unknown' : durationInWords(loss),
    note: 'of writes, as the run expected when it decided',
  };
}

function objectivesFigure(status: Status) {
  const { unknownBecause, stores } = answeredNow(status);
  const judged = stores.flatMap(({ rpo, rto }) => [rpo.judged, rto.judged]);
  const met = judged.filter((one) => one === 'met').length;
  const name = 'objectives, if lost now';
  if (unknownBecause || judged.length === 0)
    return { name, value: 'unknown', note: unknownBecause ?? 'nothing was judged' };
  const missed = judged.filter((one) => one === 'missed').length;
  return {
    name,
    value: `${met} of ${judged.length} met`,
    note: `${missed} missed, ${judged.length - met - missed} unknown`,
  };
}
