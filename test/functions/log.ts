export interface LogLine {
  readonly level: string;
  readonly message: string;
  readonly service?: string;
  readonly messageId?: string;
  readonly modelPackageArn?: string;
  readonly runId?: number;
  readonly runUrl?: string;
  readonly approvalStatus?: string;
  readonly modelPackageStatus?: string;
  readonly reason?: string;
  readonly detail?: string;
  readonly refused?: string;
}

/**
 * Runs the work and returns what it wrote to the log: all of standard output and standard error, as Lambda keeps it, and
 * the structured lines among it (Node.js itself may add warnings as plain text).
 */
export async function withLog<T>(
  work: () => Promise<T>,
): Promise<{ result: T; log: string; lines: LogLine[] }> {
  let log = "";
  const keep = (chunk: unknown): boolean => {
    log += String(chunk);
    return true;
  };
  const streams = [process.stdout, process.stderr];
  const restores = streams.map((stream) => {
    const write = stream.write.bind(stream);
    stream.write = keep;
    return () => {
      stream.write = write;
    };
  });
  try {
    const result = await work();
    const lines = log
      .split("\n")
      .filter((line) => line.startsWith("{"))
      .map((line) => JSON.parse(line) as LogLine);
    return { result, log, lines };
  } finally {
    for (const restore of restores) restore();
  }
}
