import { objectHeads } from '../../lib/aws/object-heads';
import { objectVersions } from '../../lib/aws/object-versions';
import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { copyCacheBackup } from './task';

export const lambda = defineLambda(contract, ({ aws }) =>
  copyCacheBackup({ objects: (region) => ({ ...objectHeads(aws(region)), ...objectVersions(aws(region)) }) }),
);
export const handler = live(lambda);
