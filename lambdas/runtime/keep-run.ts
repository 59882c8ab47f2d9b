import type { Documents } from '../../lib/aws/documents';
import { reconciliationDocument } from '../../lib/domain/reconciliation';
import type { Run } from '../../lib/domain/run';
import { runDocument } from '../../lib/domain/run-document';
import type { Deployment } from '../../lib/plan/deployment';

interface Deps {
  readonly documents: Documents;
  readonly bucket: string;
  readonly deployment: Deployment;
}

/**
 * Keeps a run as documents: what is known as data, then for whoever reads it, then what to change in the infrastructure's
 * code. The data come first, and a record that cannot be put into words is no reason to leave a run open.
 */
export const keepRun =
  ({ documents, bucket, deployment }: Deps) =>
  async (run: Run): Promise<void> => {
    await documents.putDocument(bucket, `runs/${run.id}.json`, run);
    await documents.putMarkdown(bucket, `runs/${run.id}.md`, inWords(run, () => runDocument(run)) ?? '');
    const reconciliation = inWords(run, () => reconciliationDocument(run, deployment));
    if (reconciliation) await documents.putMarkdown(bucket, `runs/${run.id}-reconcile.md`, reconciliation);
  };

function inWords({ id }: Run, words: () => string | undefined): string | undefined {
  try {
    return words();
  } catch (error) {
    return `# Run ${id}\n\nIts record could not be put into words: ${(error as Error).message}. All of it is in \`runs/${id}.json\`.\n`;
  }
}
