import { EXIT } from './endings';

export interface Complaint {
  readonly code: (typeof EXIT)[keyof typeof EXIT];
  readonly line: string;
}

const NO_CREDENTIALS = new Set(['CredentialsProviderError', 'TokenProviderError', 'ProviderError']);
const EXPIRED = new Set(['ExpiredToken', 'ExpiredTokenException', 'RequestExpired', 'TokenRefreshRequired']);
const UNKNOWN_CREDENTIALS = new Set([
  'UnrecognizedClientException',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'AuthFailure',
  'IncompleteSignature',
]);
const BAD_INPUT = new Set(['BadInput', 'PlanError', 'InvalidInput']);
const NO_ANSWER = new Set(['Unreachable', 'Throttled']);

/** One clear line for whatever ended a command early: what was wrong, and what to do. */
export function complaintOf(error: unknown): Complaint {
  if (!(error instanceof Error)) return { code: EXIT.bad, line: String(error) };
  const { name, message } = error;
  if (name === 'Interrupted') return { code: EXIT.interrupted, line: message };
  if (BAD_INPUT.has(name)) return { code: EXIT.badInput, line: message };
  const aws = awsComplaint(error);
  if (aws) return { code: EXIT.noAws, line: aws };
  // Refused by a function or by a machine: that is an answer.
  if ('family' in error) return { code: EXIT.bad, line: message };
  return { code: EXIT.bad, line: `this program broke: ${error.stack ?? message}` };
}

function awsComplaint(error: Error): string | undefined {
  const { name, message } = error;
  if (EXPIRED.has(name) || (isSdkError(error) && /\bexpired\b/i.test(message)))
    return `your AWS credentials have expired (${oneLine(message)}); sign in again, for example by aws sso login`;
  if (NO_CREDENTIALS.has(name))
    return `no AWS credentials (${oneLine(message)}); set AWS_PROFILE, or sign in, for example by aws sso login`;
  if (UNKNOWN_CREDENTIALS.has(name))
    return `AWS does not know these credentials (${oneLine(message)}); check AWS_PROFILE and AWS_ACCESS_KEY_ID`;
  if (name === 'AccessDenied')
    return `not allowed: ${actionIn(message) ?? 'the action is not named'} (${oneLine(message)}); expected credentials of a role that may`;
  if (name === 'NotFound')
    return `${oneLine(message)}; check the plan's name and regions, and whose account your credentials are of`;
  if (NO_ANSWER.has(name)) return `${oneLine(message)}; the region or your network gives no answer`;
  if (name === 'LedgerUnheard')
    return `${oneLine(message)}; check your network and the plan's regions. By hand: firebackup runbook --stored`;
  if (NOT_AWS.test(message))
    return `what answers is not AWS (${oneLine(message).replace(NOT_AWS, '')}); check proxies, and AWS_ENDPOINT_URL`;
  return '$metadata' in error ? `AWS refused: ${name}: ${oneLine(message)}` : undefined;
}

const isSdkError = (error: Error): boolean => '$metadata' in error || NO_CREDENTIALS.has(error.name);

/** The action that AWS says is missing: `… is not authorized to perform: dynamodb:GetItem on resource: …`. */
const actionIn = (message: string): string | undefined => /perform: ([\w-]+:\w+)/.exec(message)?.[1];

/** What the SDK adds to an answer that it cannot read. */
const NOT_AWS = / ?Deserialization error: to see the raw response.*/s;
/** Where in the SDK a time ran out is no news for who is on call. */
const WHERE_IN_THE_SDK = /@smithy\/node-http-handler - \[\w+\] /g;

export const oneLine = (message: string): string =>
  message.replace(WHERE_IN_THE_SDK, '').replace(/\s+/g, ' ').trim();
