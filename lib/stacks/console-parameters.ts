import type { AutomationParameter } from '../constructs/automation-document';

/** Nothing that ends a text in JSON, or that Systems Manager would take for a reference. */
const PLAIN_TEXT = '^[^"\\\\{}\\r\\n\\t]+$';
/** What runs are called: the names of executions, and what people give. */
const RUN = '^[A-Za-z0-9_.:-]+$';

export const PERSON: AutomationParameter = {
  description: 'Your name. The ledger keeps it; whose credentials called is in CloudTrail.',
  allowedPattern: PLAIN_TEXT,
  minChars: 1,
  maxChars: 100,
};

export const REASON: AutomationParameter = {
  description: 'Why you do this, for whoever reads the record.',
  allowedPattern: PLAIN_TEXT,
  minChars: 1,
  maxChars: 200,
};

export const DRY_RUN: AutomationParameter = {
  description: 'true: every check is made and nothing is changed. Start with this.',
  allowedValues: ['true', 'false'],
  default: 'true',
};

/** The value of `Run` that begins a new one. */
export const NEW_RUN = 'new';

export const RUN_TO_TAKE_UP: AutomationParameter = {
  description:
    'new, or the id of a run that is stuck: the machine then takes that one up and repeats nothing.',
  allowedPattern: RUN,
  minChars: 1,
  maxChars: 80,
  default: NEW_RUN,
};

export const KNOWN_RUN: AutomationParameter = {
  description: 'The id of the run that is meant, as the announcement or the ledger has it.',
  allowedPattern: RUN,
  minChars: 1,
  maxChars: 80,
};

export const FAILBACK_RUN: AutomationParameter = {
  description: 'A name for this way home. The same name again goes on from where it was.',
  allowedPattern: RUN,
  minChars: 1,
  maxChars: 75,
};

/** The value of `DeleteOldPrimary` that deletes nothing. */
export const NOTHING = 'none';

export const OLD_PRIMARY: AutomationParameter = {
  description:
    'none, or the whole ARN of an old primary that was put aside: it is deleted, after a last snapshot.',
  allowedPattern: '^(none|arn:aws:rds:[a-z0-9-]+:[0-9]{12}:db:[a-z0-9-]+)$',
  default: NOTHING,
};

export const MOMENT: AutomationParameter = {
  description: 'latest, or a moment in UTC such as 2026-11-23T09:59:00Z.',
  allowedPattern: '^(latest|[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]+)?Z)$',
  default: 'latest',
};

export const REQUEST_HASH: AutomationParameter = {
  description:
    'The hash of the request, from the mail that asked: an answer is good for exactly what was asked.',
  allowedPattern: '^[A-Za-z0-9]+$',
  minChars: 1,
  maxChars: 128,
};

export const ANSWER: AutomationParameter = {
  description: 'approve or reject. Either is good once.',
  allowedValues: ['approve', 'reject'],
};
