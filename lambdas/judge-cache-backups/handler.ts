import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { judgeCacheBackups } from './task';

export const lambda = defineLambda(contract, () => judgeCacheBackups());
export const handler = live(lambda);
