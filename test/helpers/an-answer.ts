import type { RecoveryAnswer } from '../../lib/domain/recovery-answer';
import { at } from './at';

type Case = RecoveryAnswer['stores'][number]['cases'][number];

/** What could be recovered at noon, of one database: a copy of a snapshot that is older than the RPO and takes nobody knows how long. */
export const anAnswer = (
  overrides: Partial<RecoveryAnswer> = {},
  ofMain: Partial<Case> = {},
): RecoveryAnswer => ({
  at: at(0),
  activeRegion: 'us-east-1',
  stores: [
    {
      store: 'main',
      component: 'database',
      cases: [
        {
          loss: 'region lost',
          way: {
            kind: 'snapshot-copy',
            id: 'nightly-1',
            region: 'us-west-2',
            to: at(-90),
            lossSeconds: 90,
            lossAtMostSeconds: 90,
            lastProvenAt: undefined,
            usableSeconds: undefined,
            thereSince: at(-3600),
            doubtBecause: undefined,
          },
          rpo: { judged: 'missed', because: '1 min 30 s of writes are lost' },
          rto: { judged: 'unknown', because: 'no snapshot-copy of main was ever proven' },
          missing: [],
          ...ofMain,
        },
      ],
    },
  ],
  ...overrides,
});

/** The same with another word on the RPO, and a copy that is not counted on. */
export const anAnswerJudged = (
  judged: Case['rpo']['judged'],
  overrides: Partial<RecoveryAnswer> = {},
): RecoveryAnswer =>
  anAnswer(overrides, {
    rpo: { judged, because: 'it was 12 s behind when it was looked at' },
    missing: ['a copy that failed'],
  });
