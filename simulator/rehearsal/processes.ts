import { type ChildProcessByStdio, spawn } from "node:child_process";
import type { Readable } from "node:stream";

export type NodeProcess = ChildProcessByStdio<null, Readable, Readable>;

const running = new Set<NodeProcess>();
process.once("exit", () => {
  running.forEach((child) => child.kill("SIGKILL"));
});

/** Makes an interrupted process leave by exit(), which takes its children along. */
export function exitOnSignals(): void {
  process.once("SIGINT", () => process.exit(130)).once("SIGTERM", () => process.exit(143));
}

/** Starts a Node process that ends with this one at the latest. */
export function startNode(
  args: readonly string[],
  cwd: string,
  variables: NodeJS.ProcessEnv = {},
): NodeProcess {
  const env = { ...neutralEnvironment(), ...variables };
  const child = spawn(process.execPath, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
  running.add(child);
  child.once("close", () => running.delete(child));
  return child;
}

/** Everything that comes, as text. */
export function collect(stream: Readable): () => string {
  const chunks: Buffer[] = [];
  stream.on("data", (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString("utf8");
}

/** A rehearsal says the same on every machine: the caller's clouds and engine do not count. */
function neutralEnvironment(): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(PULUMI|AWS|AZDO|ARM|AZURE)_/.test(name)),
  );
}
