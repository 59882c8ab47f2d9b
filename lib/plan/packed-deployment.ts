import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { Deployment } from './deployment';

/**
 * A deployment as functions carry it in their environment, of which Lambda allows 4 KB in all: JSON, deflated (to a
 * third: names repeat), in base64.
 */
export const packedDeployment = (deployment: Deployment): string =>
  deflateRawSync(JSON.stringify(deployment)).toString('base64');

/** @throws {Error} for a text that was not packed by us */
export const unpackedDeployment = (text: string): Deployment =>
  JSON.parse(inflateRawSync(Buffer.from(text, 'base64')).toString()) as Deployment;
