/** Where progress goes; a terminal shows counts as they grow, anything else one line a phase. */
export interface ProgressStream {
  readonly isTTY?: boolean;
  readonly write: (text: string) => unknown;
}

const ERASE_LINE = "\r\u001b[2K";

/** Tells what happens meanwhile. */
export class Progress {
  constructor(private readonly stream: ProgressStream) {}

  /** What is under way; only a terminal shows it. */
  update(text: string): void {
    if (this.stream.isTTY === true) {
      this.stream.write(`${ERASE_LINE}${text}`);
    }
  }

  /** A phase is over. */
  done(text: string): void {
    this.stream.write(`${this.stream.isTTY === true ? ERASE_LINE : ""}${text}\n`);
  }
}
