import { EXIT, Failure } from "./failure";

/** A signal that aborts when this process is told to end. */
export function processInterruption(): AbortSignal {
  const interrupt = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => {
      interrupt.abort();
    });
  }
  return interrupt.signal;
}

/** Fails as soon as the signal aborts, and never ends otherwise: the other side of a race with the command. */
export function interruption(command: string, signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const abort = () => {
      reject(interrupted(command));
    };
    signal.addEventListener("abort", abort, { once: true });
    if (signal.aborted) abort();
  });
}

export function interrupted(command: string): Failure {
  return new Failure(`${command} was interrupted: run the failed job again`, EXIT.interrupted);
}
