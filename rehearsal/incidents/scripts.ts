import type { ScenarioName } from '../scenario';
import type { Script } from './incident';
import { ambiguous } from './scripts/ambiguous';
import { apiDead } from './scripts/api-dead';
import { beyondRpo } from './scripts/beyond-rpo';
import { cacheGone } from './scripts/cache-gone';
import { flapping } from './scripts/flapping';
import { frozenPrimary } from './scripts/frozen-primary';
import { ledgerCut } from './scripts/ledger-cut';
import { oldRegionReturns } from './scripts/old-region-returns';
import { partitionFenced, partitionKept } from './scripts/partition';
import { slowDisk } from './scripts/slow-disk';
import { switchover } from './scripts/switchover';
import { thereAndBack } from './scripts/there-and-back';
import { throttled } from './scripts/throttled';
import { twoIncidents } from './scripts/two-incidents';

/** What can go wrong beside the loss of a region and of backups. */
export const SCRIPTS: Readonly<Partial<Record<ScenarioName, Script>>> = {
  'beyond-rpo': beyondRpo,
  'slow-disk': slowDisk,
  flapping,
  'cache-gone': cacheGone,
  'old-region-returns': oldRegionReturns,
  throttled,
  ambiguous,
  'ledger-cut': ledgerCut,
  'two-incidents': twoIncidents,
  'partition-fence': partitionFenced,
  'partition-keep': partitionKept,
  'frozen-primary': frozenPrimary,
  'api-dead': apiDead,
  switchover,
  'there-and-back': thereAndBack,
};
