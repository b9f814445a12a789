export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;

/** A clock that stands still until it is moved. In milliseconds. */
export interface VirtualClock {
  readonly now: () => number;
  readonly moveTo: (time: number) => void;
}

/**
 * Lets `Date.now` of the whole process follow a virtual clock while `work` goes on: claims expire by it. Timers, and with
 * them the time-outs of HTTP calls, keep to the real one.
 */
export async function withVirtualTime<T>(
  start: number,
  work: (clock: VirtualClock) => Promise<T>,
): Promise<T> {
  const real = Date.now;
  let time = start;
  Date.now = () => time;
  try {
    return await work({
      now: () => time,
      moveTo: (next) => {
        time = Math.max(time, next);
      },
    });
  } finally {
    Date.now = real;
  }
}

/** What is to happen, by time. */
export class Agenda {
  readonly #entries: { readonly at: number; readonly act: () => void | Promise<void> }[] = [];

  add(at: number, act: () => void | Promise<void>): void {
    const after = this.#entries.findIndex((entry) => entry.at > at);
    this.#entries.splice(after === -1 ? this.#entries.length : after, 0, { at, act });
  }

  nextAt(): number {
    return this.#entries[0]?.at ?? Infinity;
  }

  /** Does, in order, what is due. */
  async runUntil(time: number): Promise<void> {
    for (let entry = this.#entries[0]; entry !== undefined && entry.at <= time; entry = this.#entries[0]) {
      this.#entries.shift();
      await entry.act();
    }
  }
}
