import type { PointSummary } from '../../lib/status/point-summary';
import { pointTone } from '../../lib/status/point-words';
import { outcomeTone, type Ran } from '../../lib/status/ran';

/** What a terminal paints a tone with. */
const STYLES = { good: 'green', bad: 'red', unknown: 'yellow' } as const;
type ToneStyle = (typeof STYLES)[keyof typeof STYLES];

export const outcomeStyle = (outcome: Ran['outcome']): ToneStyle => STYLES[outcomeTone(outcome)];
export const pointStyle = (summary: PointSummary): ToneStyle => STYLES[pointTone(summary)];
