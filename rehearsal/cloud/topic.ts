/** A message as a person receives it by mail. */
export interface Announcement {
  readonly subject: string;
  readonly message: string;
}

/** Sends a message to whoever reads a topic. */
export const PUBLISH = 'arn:aws:states:::sns:publish';

/** What SNS takes for a subject: one line of printable ASCII, at most a hundred characters. */
const SUBJECT = /^[\x20-\x7e]{1,100}$/;

/** The topic of one region that alarms and runs are announced on. */
export class Topic {
  readonly announcements: Announcement[] = [];

  /** `sns:publish` as a machine asks for it. */
  readonly publish = async (parameters: unknown): Promise<unknown> => {
    const { Subject: subject, Message: message } = parameters as { Subject: string; Message: string };
    if (!SUBJECT.test(subject)) throw new TypeError(`expected one short line for a subject, not ${subject}`);
    if (typeof message !== 'string' || message === '') throw new TypeError('a message says nothing');
    this.announcements.push({ subject, message });
    return { MessageId: String(this.announcements.length) };
  };
}
