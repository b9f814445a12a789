import { createRequire } from "node:module";

type Debuggable = <T>(promise: Promise<T>, context: unknown) => Promise<T>;

/**
 * The SDK writes down a stack trace with every promise, to tell of those that never end. Nobody reads them here, and
 * they cost more than everything else that a program does.
 */
export function withoutPromiseTraces(): void {
  // The module itself: what an import gives cannot be changed.
  const sdk = createRequire(__filename)("@pulumi/pulumi/runtime/debuggable") as {
    debuggablePromise: Debuggable;
  };
  const { debuggablePromise } = sdk;
  sdk.debuggablePromise = (promise, context) => {
    const limit = Error.stackTraceLimit;
    Error.stackTraceLimit = 0;
    try {
      return debuggablePromise(promise, context);
    } finally {
      Error.stackTraceLimit = limit;
    }
  };
}
