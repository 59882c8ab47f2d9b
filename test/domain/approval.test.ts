import fc from 'fast-check';
import { type ApprovalSubject, approvalLapsedBecause, approvalText } from '../../lib/domain/approval';
import { type Answer, type Asking, approvalRefusedBecause } from '../../lib/domain/approval-answer';
import { unfencedInWords } from '../../lib/domain/approval-in-words';
import type { Objection, ObjectionKind } from '../../lib/domain/objection';
import { anOpenRun, aRole } from '../helpers/a-role';
import { aRun } from '../helpers/a-run';
import { anApproval, anApprovalRequest } from '../helpers/an-approval';
import { at } from '../helpers/at';

const aSubject = (overrides: Partial<ApprovalSubject> = {}): ApprovalSubject => ({
  deployment: 'firebackup',
  epoch: 1,
  from: 'us-east-1',
  to: 'us-west-2',
  databases: ['main'],
  caches: ['queue'],
  steps: ['fence us-east-1'],
  ...overrides,
});
const anObjection = (kind: ObjectionKind, because = `there is ${kind}`): Objection => ({
  kind,
  because,
  approvable: true,
});

describe('what an approval is bound to', () => {
  const kinds = fc.array(fc.constantFrom<ObjectionKind>('mode', 'not-down', 'cool-down', 'replay-unknown'));

  test('is the same whatever the order and the number of the objections', () => {
    fc.assert(
      fc.property(kinds, (some) => {
        const other = [...some.toReversed(), ...some];
        expect(approvalText(aSubject(), other)).toBe(approvalText(aSubject(), some));
      }),
    );
  });

  test.each<[string, Partial<ApprovalSubject>]>([
    ['deployment', { deployment: 'other' }],
    ['epoch', { epoch: 2 }],
    ['region that is left', { from: 'eu-west-1' }],
    ['region that is gone to', { to: 'eu-west-1' }],
    ['databases', { databases: [] }],
    ['caches', { caches: [] }],
    ['steps', { steps: ['promote database main'] }],
  ])('changes with the %s', (_, other) => {
    expect(approvalText(aSubject(other), ['mode'])).not.toBe(approvalText(aSubject(), ['mode']));
  });

  test('changes with the kinds of objections', () => {
    expect(approvalText(aSubject(), ['mode', 'not-down'])).not.toBe(approvalText(aSubject(), ['mode']));
  });
});

describe('an approval at the second look', () => {
  const lapsed = (look: object = {}, approval: object = {}) =>
    approvalLapsedBecause(anApproval(approval), {
      run: 'run-1',
      objections: [anObjection('mode')],
      hashNow: 'abc',
      now: at(200),
      ...look,
    });

  test('holds for what was approved', () => {
    expect(lapsed()).toBeUndefined();
  });

  test('holds when an objection has gone', () => {
    expect(lapsed({ objections: [] })).toBeUndefined();
  });

  test('holds when the loss grew while a person was thinking', () => {
    expect(lapsed({ objections: [anObjection('mode'), anObjection('loss-over-rpo')] })).toBeUndefined();
  });

  test.each([
    ['of another run', { run: 'run-2' }, {}, 'ada approved run run-1, not run run-2'],
    ['to its very end', { now: at(3_727) }, {}, 'expired at'],
    ['without an end that can be read', {}, { expiresAt: 'soon' }, 'expired at soon'],
    ['of something else', { hashNow: 'def' }, {}, 'is not what would be done now (def)'],
    [
      'without what came up',
      { objections: [anObjection('mode'), anObjection('not-down', 'nobody sees it down')] },
      {},
      'since ada was asked this came up: nobody sees it down',
    ],
    [
      'without a loss that was unknown then',
      { objections: [anObjection('loss-over-rpo')] },
      { asked: { detectedAt: at(1), decidedAt: at(2) } },
      'this came up: there is loss-over-rpo',
    ],
  ])('does not hold %s', (_, look, approval, because) => {
    expect(lapsed(look, approval)).toContain(because);
  });
});

describe('an answer', () => {
  const anAnswer = (overrides: Partial<Answer> = {}): Answer => ({
    run: 'run-1',
    hash: 'abc',
    answer: 'approve',
    by: 'ada',
    ...overrides,
  });
  const refused = (asking: Partial<Asking> = {}, answer: Partial<Answer> = {}, now = at(200)) =>
    approvalRefusedBecause(
      { request: anApprovalRequest(), run: undefined, role: aRole(), ...asking },
      anAnswer(answer),
      now,
    );
  const answered = anApprovalRequest({ answered: { answer: 'approve', by: 'ada', at: at(150) } });

  test('to what is asked, while it is asked, is taken', () => {
    expect(refused()).toBeUndefined();
    expect(refused({}, {}, at(3_726.9))).toBeUndefined();
  });

  test('that the same person repeats is taken again, since the first may not have arrived', () => {
    expect(refused({ request: answered })).toBeUndefined();
  });

  test('is taken although an earlier execution of the run was refused before this one asked', () => {
    expect(refused({ run: aRun({ outcome: 'refused', endedAt: at(100) }) })).toBeUndefined();
  });

  test.each<[string, Partial<Asking>, Partial<Answer>, string]>([
    ['to a run that asked nobody', { request: undefined }, {}, 'nobody asked for an approval of run run-1'],
    ['to something else', {}, { hash: 'def' }, 'run run-1 asks for abc, not for def'],
    [
      'of another person afterwards',
      { request: answered },
      { by: 'grace' },
      'answered already: ada chose to approve',
    ],
    [
      'of a person who changed their mind',
      { request: answered },
      { answer: 'reject' },
      'was answered already',
    ],
    [
      'after the role moved',
      { role: aRole({ epoch: 2, activeRegion: 'us-west-2' }) },
      {},
      'asked in epoch 1',
    ],
    [
      'beside an open run',
      { role: aRole({ openRun: anOpenRun({ id: 'run-7' }) }) },
      {},
      'run run-7 to us-west-2',
    ],
    [
      'to a run that ended',
      { run: aRun({ outcome: 'refused', because: 'aborted', endedAt: at(190) }) },
      {},
      `run run-1 ended at ${at(190)}: aborted`,
    ],
  ])('%s is not taken', (_, asking, answer, because) => {
    expect(refused(asking, answer)).toContain(because);
  });

  test('comes too late at the very end', () => {
    expect(refused({}, {}, at(3_727))).toContain('expired at');
    expect(refused({ request: anApprovalRequest({ expiresAt: 'soon' }) })).toContain('expired at soon');
  });
});

test.each([
  ['stop', /the run goes on also where it cannot$/],
  ['wait', /and where nothing there answers only 10 min after it began$/],
] as const)('who is asked hears what an approval means for the fences, by the plan %s', (rule, said) => {
  expect(unfencedInWords('us-east-1', rule)).toMatch(said);
});
