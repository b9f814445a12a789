import { createRequire } from "node:module";

/** What the SDK does not export, or not as something that can be changed. */
interface Sdk {
  debuggablePromise: <T>(promise: Promise<T>, context: unknown) => Promise<T>;
}
interface ResourceClass {
  stackTrace: (skip: number) => readonly unknown[];
}

/**
 * The SDK writes down a stack trace with every promise, to tell of those that never end, and with every resource, for
 * the engine's messages. Nobody reads them here, and they cost more than everything else that a program does.
 */
export function withoutTraces(): void {
  // The modules themselves: what an import gives cannot be changed.
  const require = createRequire(__filename);
  const sdk = require("@pulumi/pulumi/runtime/debuggable") as Sdk;
  const { Resource } = require("@pulumi/pulumi/resource") as { Resource: ResourceClass };
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
  Resource.stackTrace = () => [];
}
