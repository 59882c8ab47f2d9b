import type { OpenRun, Role } from '../../lib/domain/role';
import type { Run } from '../../lib/domain/run';
import { stepsSoFar } from '../../lib/status/steps-so-far';
import { anOpenRun, aRole } from '../helpers/a-role';
import { aRun } from '../helpers/a-run';
import { at } from '../helpers/at';

const inWords = (open: Partial<OpenRun>, record?: Partial<Run>, role: Partial<Role> = {}) =>
  stepsSoFar({
    role: aRole({ openRun: anOpenRun({ openedAt: at(32), ...open }), ...role }),
    openRun: record && aRun(record),
  }).map(({ name, state, startedAt, endedAt }) =>
    [name, state, startedAt?.slice(17, 19), endedAt?.slice(17, 19)].filter(Boolean).join(' '),
  );

test.each<[string, Partial<OpenRun>, Partial<Run> | undefined, Partial<Role>, readonly string[]]>([
  [
    'that has closed nothing yet',
    {},
    {},
    {},
    ['detect over 00 30', 'decide over 30 31', 'fence now 31', 'promote ahead', 'traffic ahead'],
  ],
  [
    'that promotes',
    { promotingSince: at(40) },
    {},
    {},
    ['detect over 00 30', 'decide over 30 31', 'fence over 31 40', 'promote now 40', 'traffic ahead'],
  ],
  [
    'that a person approved',
    {},
    { approvedAt: at(50) },
    {},
    [
      'detect over 00 30',
      'decide over 30 31',
      'approve over 31 50',
      'fence now 50',
      'promote ahead',
      'traffic ahead',
    ],
  ],
  [
    'whose role has moved',
    { promotingSince: at(40) },
    {},
    { activeRegion: 'us-west-2', epoch: 2, lastChange: { at: at(55), run: 'run-1' } },
    ['detect over 00 30', 'decide over 30 31', 'fence over 31 40', 'promote over 40 55', 'traffic now 55'],
  ],
  [
    'before which another one moved the role',
    { promotingSince: at(40) },
    {},
    { lastChange: { at: at(-900), run: 'run-0' } },
    ['detect over 00 30', 'decide over 30 31', 'fence over 31 40', 'promote now 40', 'traffic ahead'],
  ],
  [
    'that is undone',
    { undoingSince: at(45) },
    {},
    {},
    ['detect over 00 30', 'decide over 30 31', 'undo now 45'],
  ],
  [
    'whose record is gone, of which the times before it was opened are not known',
    {},
    undefined,
    {},
    ['detect over', 'decide over 32', 'fence now 32', 'promote ahead', 'traffic ahead'],
  ],
])('of a run %s the steps are as far as they were written down', (_, open, record, role, expected) => {
  expect(inWords(open, record, role)).toEqual(expected);
});

test('without an open run there are none', () => {
  expect(stepsSoFar({ role: aRole(), openRun: undefined })).toEqual([]);
});
