import type { Section, Tone } from '../page/account';
import { inUtc } from '../page/words';
import { phaseOf } from '../status/outlook';
import type { Status } from '../status/read-status';
import { tableOf } from './sections';
import { when, whenKnown } from './when';

export function brakesSection(status: Status): Section {
  const { role, mode, coolingUntil, at } = status;
  const { pausedBy, pausedAt, pausedBecause, openRun } = role;
  const on = (text: string): { text: string; tone: Tone } => ({ text, tone: 'attention' });
  return tableOf('Brakes', {
    caption: 'What keeps a failover from starting by itself',
    head: ['brake', 'state', 'more'],
    rows: [
      ['mode', mode === 'automatic' ? mode : on(mode), MODES[mode]],
      pausedBy
        ? [
            'pause',
            on('paused'),
            `by ${pausedBy}, ${whenKnown(pausedAt, at)}: ${pausedBecause ?? 'no reason given'}`,
          ]
        : ['pause', 'off', resumedInWords(status)],
      coolingUntil
        ? ['cool-down', on('cooling'), `until ${inUtc(coolingUntil)}, or until somebody acknowledges`]
        : ['cool-down', 'off', ''],
      openRun ? ['open run', on('open'), `${openRun.id}: ${phaseOf(status)}`] : ['open run', 'none', ''],
    ],
    none: '',
  });
}

const MODES = {
  automatic: 'fails over by itself',
  approval: 'asks a person first',
  off: 'a person has to start it',
} as const;

const resumedInWords = ({ role: { resumed }, at }: Status): string =>
  resumed ? `resumed by ${resumed.by} ${when(resumed.at, at)}` : '';
