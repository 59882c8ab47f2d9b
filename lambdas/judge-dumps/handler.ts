import { defineLambda, live } from '../runtime/define-lambda';
import { contract } from './contract';
import { judgeDumps } from './task';

export const lambda = defineLambda(contract, () => judgeDumps());
export const handler = live(lambda);
