import { createRequire, findSourceMap } from "node:module";
import { pathToFileURL } from "node:url";

import * as pulumi from "@pulumi/pulumi";

/** Constructors of a provider's package that may be between the SDK and the line of the program. */
const CONSTRUCTORS = 3;

/** A frame of a resource's trace, as the SDK hands it to the engine. */
interface Frame {
  readonly uri: string;
  readonly line: number;
  readonly column: number;
}

/** What the SDK leaves out of its declared types. */
interface Tracing {
  stackTrace: (skip: number) => readonly (Frame | undefined)[];
}

interface Debugging {
  /** Whether the environment has PULUMI_DEBUG_PROMISE_LEAKS. */
  readonly debugPromiseLeaks: boolean;
  debuggablePromise: <T>(promise: Promise<T>, context: unknown) => Promise<T>;
}

/**
 * Makes the SDK write shorter traces: of a resource only the line of the program that makes it. The SDK formats the whole
 * stack for each resource, which goes into the state, and one for each of its promises, which nobody reads unless promises
 * leak: together they take longer than all that the program itself does. What an error says of where it comes from stays
 * as it is.
 *
 * With PULUMI_DEBUG_PROMISE_LEAKS the SDK's own traces stay, since then somebody reads them.
 */
export function shortTraces(): void {
  // The module itself: what an import gives cannot be changed.
  const sdk = createRequire(__filename)("@pulumi/pulumi/runtime/debuggable") as Debugging;
  if (sdk.debugPromiseLeaks) {
    return;
  }
  const { debuggablePromise } = sdk;
  sdk.debuggablePromise = (promise, context) => withFrames(0, () => debuggablePromise(promise, context));

  const resource = pulumi.Resource as unknown as Tracing;
  resource.stackTrace = function shortTrace(skip) {
    // The SDK counts one more: a function of its own, which is not called here.
    const above = skip - 1;
    const sites = callers(above + CONSTRUCTORS + 1, shortTrace).slice(above);
    return sites.filter(isOfProgram).slice(0, 1).map(frameOf);
  };
}

/** Where the functions that are under way were called, the nearest first. */
function callers(frames: number, below: (skip: number) => unknown): readonly NodeJS.CallSite[] {
  const format = Object.getOwnPropertyDescriptor(Error, "prepareStackTrace");
  Error.prepareStackTrace = (_, sites) => sites;
  try {
    const holder: { stack?: readonly NodeJS.CallSite[] } = {};
    withFrames(frames, () => {
      Error.captureStackTrace(holder, below);
    });
    return holder.stack ?? [];
  } finally {
    Object.defineProperty(
      Error,
      "prepareStackTrace",
      format ?? { value: undefined, writable: true, configurable: true },
    );
  }
}

function isOfProgram(site: NodeJS.CallSite): boolean {
  return !/[\\/](node_modules|sdks)[\\/]/.test(site.getFileName() ?? "");
}

function frameOf(site: NodeJS.CallSite): Frame | undefined {
  const [file, line, column] = [site.getFileName(), site.getLineNumber(), site.getColumnNumber()];
  if (!file || line === null || column === null || file.startsWith("node:")) {
    return undefined;
  }
  const uri = file.startsWith("file:") ? file : pathToFileURL(file).toString();
  const { originalLine, originalColumn } = { ...findSourceMap(file)?.findEntry(line - 1, column - 1) } as {
    readonly originalLine?: number;
    readonly originalColumn?: number;
  };
  return { uri, line: (originalLine ?? line - 1) + 1, column: (originalColumn ?? column - 1) + 1 };
}

function withFrames<T>(frames: number, work: () => T): T {
  const before = Error.stackTraceLimit;
  Error.stackTraceLimit = frames;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = before;
  }
}
