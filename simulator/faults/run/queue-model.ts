import type { VirtualClock } from "./clock";
import { SECOND } from "./clock";
import type { Random } from "./random";

/** A message as a consumer receives it. */
export interface Received {
  readonly id: string;
  readonly receiptHandle: string;
  readonly body: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly receives: number;
  readonly sentAt: number;
}

interface Stored extends Omit<Received, "receiptHandle"> {
  receives: number;
  visibleAt: number;
  receiptHandle: string | undefined;
  /** Deleted, and delivered once more all the same. */
  readonly echo: boolean;
}

export interface QueueOptions {
  readonly url: string;
  readonly clock: VirtualClock;
  readonly random: Random;
  readonly visibilitySeconds: number;
  /** Where messages go that were received too often. @default nowhere */
  readonly redrive?: { readonly maxReceiveCount: number; readonly to: StandardQueue };
  /** Share of the messages that are delivered once more after they were deleted. @default 0 */
  readonly echoes?: number;
}

const LONGEST_VISIBILITY_SECONDS = 43_200;

/**
 * A standard queue of Amazon SQS, in virtual time. From its developer guide: a received message is hidden until its
 * visibility time-out ends, and is then received again; its receive count grows each time. A message whose count has
 * reached maxReceiveCount is moved to the dead-letter queue instead of being received, as it came, with its attributes.
 * There is no order. A message may be delivered once more although it was deleted. A receipt handle is good for the
 * last delivery alone (SQS takes older ones at times; nobody may rely on it).
 */
export class StandardQueue {
  readonly #messages = new Map<string, Stored>();
  #sent = 0;

  constructor(private readonly options: QueueOptions) {}

  get url(): string {
    return this.options.url;
  }

  get size(): number {
    return this.#messages.size;
  }

  /** Everything there, visible or not. */
  get messages(): readonly Stored[] {
    return [...this.#messages.values()];
  }

  send(body: string, attributes: Readonly<Record<string, string>> = {}): string {
    this.#sent += 1;
    const id = `${this.url.split("/").at(-1) ?? ""}-${this.#sent}`;
    this.#put({ id, body, attributes, receives: 0, echo: false, sentAt: this.options.clock.now() });
    return id;
  }

  receive(most: number, visibilitySeconds = this.options.visibilitySeconds): Received[] {
    const { clock, random, redrive } = this.options;
    const received: Received[] = [];
    const visible = [...this.#messages.values()].filter(({ visibleAt }) => visibleAt <= clock.now());
    while (received.length < most && visible.length > 0) {
      const [message] = visible.splice(random.between(0, visible.length - 1), 1);
      if (message === undefined) break;
      if (redrive && message.receives >= redrive.maxReceiveCount) {
        this.#messages.delete(message.id);
        redrive.to.send(message.body, message.attributes);
        continue;
      }
      message.receives += 1;
      message.receiptHandle = `${message.id}#${message.receives}`;
      message.visibleAt = clock.now() + visibilitySeconds * SECOND;
      received.push({ ...message, receiptHandle: message.receiptHandle });
    }
    return received;
  }

  /** @throws as SQS refuses a handle or a time-out */
  changeVisibility(receiptHandle: string, seconds: number): void {
    if (!Number.isInteger(seconds) || seconds < 0 || seconds > LONGEST_VISIBILITY_SECONDS) {
      throw named("InvalidParameterValue", `Value ${seconds} for parameter VisibilityTimeout is invalid`);
    }
    const message = this.#byHandle(receiptHandle);
    if (message.visibleAt <= this.options.clock.now()) {
      throw named("MessageNotInflight", "the message is visible again");
    }
    message.visibleAt = this.options.clock.now() + seconds * SECOND;
  }

  delete(receiptHandle: string): void {
    const message = this.#byHandle(receiptHandle);
    const { clock, random, echoes = 0 } = this.options;
    this.#messages.delete(message.id);
    if (!message.echo && random.next() < echoes) {
      this.#messages.set(message.id, {
        ...message,
        echo: true,
        visibleAt: clock.now() + random.between(1, 120) * SECOND,
      });
    }
  }

  nextVisibleAt(): number {
    return Math.min(Infinity, ...[...this.#messages.values()].map(({ visibleAt }) => visibleAt));
  }

  #put(message: Omit<Stored, "visibleAt" | "receiptHandle">): void {
    this.#messages.set(message.id, {
      ...message,
      visibleAt: this.options.clock.now(),
      receiptHandle: undefined,
    });
  }

  #byHandle(receiptHandle: string): Stored {
    const message = this.#messages.get(receiptHandle.replace(/#\d+$/, ""));
    if (message?.receiptHandle !== receiptHandle) {
      throw named("ReceiptHandleIsInvalid", `The input receipt handle "${receiptHandle}" is not valid.`);
    }
    return message;
  }
}

function named(name: string, message: string): Error {
  return Object.assign(new Error(message), { name, $metadata: { httpStatusCode: 400 } });
}
