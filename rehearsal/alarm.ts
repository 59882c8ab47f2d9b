/**
 * A CloudWatch alarm of one datapoint, and the EventBridge rule behind it: it speaks on the change to ALARM only, so one
 * that is in ALARM already starts nothing again. AWS looks at a high-resolution metric every 10 s; here it is at once.
 */
export class Alarm {
  #ringing = false;

  constructor(
    private readonly metric: string,
    private readonly ring: () => void,
  ) {}

  readonly measured = (name: string, value: number): void => {
    if (name !== this.metric) return;
    const rings = value >= 1 && !this.#ringing;
    this.#ringing = value >= 1;
    if (rings) this.ring();
  };
}
