import { randomUUID } from "node:crypto";
import {
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { deserialize, serialize } from "node:v8";

/** How many generations a store keeps: going back and forth between two branches costs nothing. */
const GENERATIONS = 3;

const SECOND = 1000;
/** A lock says once a second that its process is at work. One that is silent for so long is left over. */
const SILENCE = 60 * SECOND;
const POLL = 100;

/** Where results of long work are kept between processes. */
export interface Store {
  /** Folder of the store. */
  readonly folder: string;
  /** Hash of everything that the work depends on, such as its sources: results of other generations do not count. */
  readonly generation: string;
}

/**
 * What was kept under a key, else what `make` gives. Processes that need the same thing at once wait for the one that
 * makes it. What is kept are plain values: no functions and no instances of classes.
 *
 * @throws what `make` throws; then nothing is kept, and whoever waits makes it again.
 */
export async function kept<T>(store: Store, key: string, make: () => Promise<T>): Promise<T> {
  const file = join(store.folder, store.generation, key);
  const found = read(file) ?? (await lockedOrRead(file, store));
  if (found !== undefined) {
    return found as T;
  }
  const heartbeat = setInterval(() => {
    touch(lockOf(file));
  }, SECOND);
  try {
    const made = await make();
    write(file, made);
    return made;
  } finally {
    clearInterval(heartbeat);
    rmSync(lockOf(file), { force: true });
  }
}

/** Waits until there is a result, which it gives, or until this process has the lock: then it gives undefined. */
async function lockedOrRead(file: string, store: Store): Promise<unknown> {
  for (;;) {
    if (lock(file, store)) {
      // Another process may have been done between the look for its result and the lock.
      const found = read(file);
      if (found !== undefined) {
        rmSync(lockOf(file), { force: true });
      }
      return found;
    }
    await sleep(POLL);
    const found = read(file);
    if (found !== undefined) {
      return found;
    }
  }
}

function lock(file: string, { folder, generation }: Store): boolean {
  if (mkdirSync(join(folder, generation), { recursive: true }) !== undefined) {
    removeOld(folder);
  }
  try {
    writeFileSync(lockOf(file), String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") {
      throw error;
    }
    if (isLeftOver(lockOf(file))) {
      // Should two processes take the same lock for left over, both do the work: that is a loss of time only.
      rmSync(lockOf(file), { force: true });
    }
    return false;
  }
}

/** Whether the process that made a lock was stopped before it could remove it. */
function isLeftOver(lockFile: string): boolean {
  try {
    const isSilent = Date.now() - statSync(lockFile).mtimeMs > SILENCE;
    const pid = Number(readFileSync(lockFile, "utf8"));
    return isSilent || (pid > 0 && !isRunning(pid));
  } catch {
    return false; // it is gone by now
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== "ESRCH";
  }
}

function read(file: string): unknown {
  let content: Buffer;
  try {
    content = readFileSync(file);
  } catch {
    return undefined;
  }
  return deserialize(content) as unknown;
}

/** Under another name first: nobody reads half of it. */
function write(file: string, value: unknown): void {
  mkdirSync(join(file, ".."), { recursive: true });
  const draft = `${file}.${randomUUID()}`;
  writeFileSync(draft, serialize(value));
  renameSync(draft, file);
}

function touch(file: string): void {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // Somebody took the lock for left over; then the work is done twice.
  }
}

function removeOld(folder: string): void {
  const byAge = readdirSync(folder)
    .map((name) => ({ path: join(folder, name), changed: statSync(join(folder, name)).mtimeMs }))
    .sort((a, b) => b.changed - a.changed);
  for (const { path } of byAge.slice(GENERATIONS)) {
    rmSync(path, { recursive: true, force: true });
  }
}

function lockOf(file: string): string {
  return `${file}.lock`;
}
