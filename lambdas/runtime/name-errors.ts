import type { Logger } from '@aws-lambda-powertools/logger';
import type { MiddlewareObj } from '@middy/core';
import { NotYetError, RefusedError } from '../../lib/domain/errors';

/**
 * Logs why a task ended early, once, at the level that its family deserves. The error itself passes on untouched: its
 * `name` is what the machine's Retry and Catch match.
 */
export const nameErrors = (log: Logger): MiddlewareObj => ({
  onError: ({ error }) => {
    if (error instanceof NotYetError) log.info(`not yet: ${error.message}`, error);
    else if (error instanceof RefusedError) log.warn(`refused: ${error.message}`, error);
    else log.error('failed', error as Error);
  },
});
