import type { AskedForApproval } from '../../../lib/domain/approval';
import type { Section } from '../../../lib/page/account';
import { inUtc } from '../../../lib/page/words';
import { approvalFacts } from '../../approval-facts';

/** The question that a person was asked for the run, word for word, and the answer. */
export const approvalSection = (request: AskedForApproval, notify: string): Section => ({
  title: 'The approval',
  blocks: [
    {
      table: {
        caption: 'The newest question of this run, and its answer. Names are what their bearers typed',
        head: ['what', 'as the ledger has it'],
        rows: approvalFacts(request, notify, inUtc),
        none: '',
      },
    },
  ],
});
