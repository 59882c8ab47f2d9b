import { keepRun } from '../../lambdas/runtime/keep-run';
import { writeRunbook } from '../../lambdas/write-runbook/task';
import { Unreachable } from '../../lib/domain/errors';
import { aFinishedRun } from '../helpers/a-finished-run';
import { aDeployment } from '../helpers/a-plan';
import { aReachableCopy } from '../helpers/a-recovery-point';
import { aRole } from '../helpers/a-role';
import { aRun } from '../helpers/a-run';
import { at } from '../helpers/at';
import { InMemoryLedger } from '../helpers/in-memory-ledger';

/** What was put where, in the order that it was. */
function someDocuments() {
  const kept = new Map<string, unknown>();
  const put = async (bucket: string, key: string, document: unknown) => {
    kept.set(`${bucket}/${key}`, document);
    return 'version-1';
  };
  return { kept, putDocument: put, putMarkdown: put };
}

describe('write-runbook', () => {
  function aWriter(region: string, ledger = new InMemoryLedger(aRole())) {
    const documents = someDocuments();
    const task = writeRunbook({
      deployment: aDeployment(),
      region,
      ledgerTable: 'firebackup-ledger',
      buckets: { primary: 'backups-us-east-1', recovery: 'backups-us-west-2' },
      notify: 'on-call@example.com',
      ledger,
      documents,
      now: () => at(0),
    });
    return { task, ledger, documents };
  }

  test.each(['us-east-1', 'us-west-2'])(
    'in %s it is written into the bucket of that region alone',
    async (region) => {
      const { task, documents } = aWriter(region);
      expect(await task()).toEqual({ bucket: `backups-${region}`, key: 'runbook/firebackup.md' });
      expect([...documents.kept.keys()]).toEqual([`backups-${region}/runbook/firebackup.md`]);
    },
  );

  test('it is written from what the ledger says now', async () => {
    const { task, ledger, documents } = aWriter('us-west-2', new InMemoryLedger(aRole({ epoch: 7 })));
    await ledger.recordRecoveryPoint(aReachableCopy({ arn: 'arn:the-copy' }));
    await task();
    const [text] = [...documents.kept.values()];
    expect(text).toContain('epoch 7');
    expect(text).toContain('arn:the-copy');
  });

  test('without an answer of the ledger it fails, and what was written before stays', async () => {
    const { task, ledger, documents } = aWriter('us-west-2');
    ledger.role = async () => {
      throw new Unreachable('the ledger in us-west-2: timed out');
    };
    await expect(task()).rejects.toThrow(Unreachable);
    expect(documents.kept.size).toBe(0);
  });
});

describe('keeping a run', () => {
  const keep = async (run: Parameters<ReturnType<typeof keepRun>>[0]) => {
    const documents = someDocuments();
    await keepRun({ documents, bucket: 'evidence', deployment: aDeployment() })(run);
    return documents.kept;
  };

  test('the data come first, then the words, then what to change', async () => {
    const run = aFinishedRun();
    const kept = await keep(run);
    expect([...kept.keys()]).toEqual([
      'evidence/runs/run-1.json',
      'evidence/runs/run-1.md',
      'evidence/runs/run-1-reconcile.md',
    ]);
    expect(kept.get('evidence/runs/run-1.json')).toBe(run);
  });

  test('a run that moved nothing has nothing to change', async () => {
    expect([...(await keep(aRun({ outcome: 'refused' }))).keys()]).toEqual([
      'evidence/runs/run-1.json',
      'evidence/runs/run-1.md',
    ]);
  });

  test('a record that cannot be put into words keeps no run open', async () => {
    const kept = await keep(
      aFinishedRun({ evidence: { situation: { role: null }, steps: { fence: { fences: 1 } } } }),
    );
    expect(kept.get('evidence/runs/run-1.md')).toContain('could not be put into words');
    expect(kept.get('evidence/runs/run-1.md')).toContain('runs/run-1.json');
  });
});
