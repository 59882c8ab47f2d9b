import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { judgeSnapshots } from './task';

export const lambda = defineLambda(contract, () => judgeSnapshots());
export const handler = live(lambda);
