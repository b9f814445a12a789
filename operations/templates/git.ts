import { spawn } from "node:child_process";
import { devNull } from "node:os";

export type Environment = Readonly<Record<string, string | undefined>>;

/** git ended with another status than expected. */
export class GitError extends Error {}

export interface GitOptions {
  /** What git reads from its standard input. @default nothing */
  readonly input?: string | Buffer;
  /** Exit statuses that count as success. @default [0] */
  readonly statuses?: readonly number[];
  /** Variables on top of those of the repository. @default none */
  readonly environment?: Environment;
}

export interface GitAnswer {
  readonly status: number;
  readonly stdout: Buffer;
}

/** The git of this machine, in one folder. */
export class Git {
  constructor(
    readonly folder: string,
    private readonly environment: Environment,
  ) {}

  /** @throws GitError with what git said; never with its environment, which may hold credentials. */
  async run(args: readonly string[], options: GitOptions = {}): Promise<GitAnswer> {
    const { input = "", statuses = [0], environment = {} } = options;
    const answer = await start(args, input, this.folder, { ...this.environment, ...environment });
    if (!statuses.includes(answer.status)) {
      const said = answer.stderr.trim() || `status ${answer.status}`;
      throw new GitError(`git ${args[0] ?? ""}: ${said}`);
    }
    return answer;
  }

  /** Standard output as text, without the line end that closes it. */
  async text(args: readonly string[], options: GitOptions = {}): Promise<string> {
    return (await this.run(args, options)).stdout.toString("utf8").replace(/\n$/, "");
  }

  /** Standard output of a command that ends each item by a zero byte. */
  async list(args: readonly string[], options: GitOptions = {}): Promise<string[]> {
    const { stdout } = await this.run(args, options);
    return stdout
      .toString("utf8")
      .split("\0")
      .filter((item) => item !== "");
  }
}

/**
 * Variables for a git whose results depend on nothing that somebody has configured: neither files of settings, nor a
 * repository that the caller works in, nor a language.
 */
export function plainEnvironment(environment: Environment): Environment {
  return {
    ...withoutGit(environment),
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_CONFIG_GLOBAL: devNull,
    LC_ALL: "C",
  };
}

/**
 * Variables for a git that talks to a server: proxies and certificates of the person's own settings apply, but git asks
 * for no password, uses no stored one and runs no hooks or helpers of theirs. The header is in a variable, since others
 * can read arguments and configuration files; redirects are not followed, since git would send the header along.
 *
 * @param header - Whole header for requests to the server, such as `Authorization: Basic ...`.
 */
export function remoteEnvironment(environment: Environment, url: string, header: string): Environment {
  const settings = [
    [`http.${url}.extraHeader`, header],
    ["http.followRedirects", "false"],
    ["credential.helper", ""],
    ["core.hooksPath", devNull],
    ["push.gpgSign", "false"],
  ];
  const entries = settings.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  return {
    ...withoutGit(environment),
    LC_ALL: "C",
    GIT_TERMINAL_PROMPT: "0",
    GIT_ASKPASS: "",
    SSH_ASKPASS: "",
    GIT_CONFIG_COUNT: String(settings.length),
    ...(Object.fromEntries(entries) as Environment),
  };
}

/** Of git's own variables, those about certificates and proxies are kept: the way to the server may need them. */
function withoutGit(environment: Environment): Environment {
  return Object.fromEntries(
    Object.entries(environment).filter(([name]) => !/^GIT_(?!SSL_|PROXY_)/.test(name)),
  );
}

/** Oldest git that merges without a work tree. */
const NEEDED = [2, 38] as const;

/** @throws GitError if git is missing or too old. */
export async function requireGit(environment: Environment): Promise<void> {
  const said = await new Git(process.cwd(), plainEnvironment(environment)).text(["version"]);
  const [major = 0, minor = 0] = (/(\d+)\.(\d+)/.exec(said) ?? []).slice(1).map(Number);
  if (major < NEEDED[0] || (major === NEEDED[0] && minor < NEEDED[1])) {
    throw new GitError(`${said} is too old: git ${NEEDED.join(".")} or newer is needed, for git merge-tree`);
  }
}

function start(
  args: readonly string[],
  input: string | Buffer,
  cwd: string,
  env: Environment,
): Promise<GitAnswer & { readonly stderr: string }> {
  return new Promise((resolve, reject) => {
    const process = spawn("git", args, { cwd, env });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    process.stdout.on("data", (chunk: Buffer) => stdout.push(chunk));
    process.stderr.on("data", (chunk: Buffer) => stderr.push(chunk));
    process.on("error", (error: NodeJS.ErrnoException) => {
      const missing = error.code === "ENOENT";
      reject(missing ? new GitError("git is missing: install it, or add it to PATH") : error);
    });
    process.on("close", (code) => {
      const said = Buffer.concat(stderr).toString("utf8");
      resolve({ status: code ?? -1, stdout: Buffer.concat(stdout), stderr: said });
    });
    // A git that ends before it has read everything says why on stderr.
    process.stdin.on("error", () => undefined);
    process.stdin.end(input);
  });
}
