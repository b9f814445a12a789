import { AwsError } from "./aws-error";

export interface LogEvent {
  /** Milliseconds since 1970. */
  readonly timestamp: number;
  readonly message: string;
}

/** Log groups of SageMaker's jobs. A group is there once a job has written to it. */
export class LogStore {
  private readonly groups = new Map<string, Map<string, LogEvent[]>>();

  /** @param startedAt - Seconds since 1970; events follow one a second. */
  write(group: string, stream: string, startedAt: number, messages: readonly string[]): void {
    const streams = this.groups.get(group) ?? new Map<string, LogEvent[]>();
    const events = streams.get(stream) ?? [];
    const from = events.length;
    events.push(
      ...messages.map((message, index) => ({ timestamp: (startedAt + from + index) * 1000, message })),
    );
    streams.set(stream, events);
    this.groups.set(group, streams);
  }

  /** Names of a group's streams that begin with a prefix, sorted. @throws AwsError ResourceNotFoundException */
  streams(group: string, prefix: string): string[] {
    return [...this.group(group).keys()].filter((name) => name.startsWith(prefix)).sort();
  }

  /** @throws AwsError ResourceNotFoundException */
  events(group: string, stream: string): readonly LogEvent[] {
    const events = this.group(group).get(stream);
    if (events === undefined) {
      throw new AwsError("ResourceNotFoundException", "The specified log stream does not exist.");
    }
    return events;
  }

  private group(name: string): Map<string, LogEvent[]> {
    const group = this.groups.get(name);
    if (group === undefined) {
      throw new AwsError("ResourceNotFoundException", "The specified log group does not exist.");
    }
    return group;
  }
}
