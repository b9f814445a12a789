import type { SeedFile } from "../../assets/seeds/seed";
import type { Git } from "./git";

/** Author and committer of commits that never leave this machine: the same content has the same id. */
const NOBODY = "Templates <templates@example.invalid> 0 +0000";

/**
 * Writes files as the tree of a commit without parents. Each is a plain file, as Azure DevOps makes them.
 *
 * @param ref - Full name of the ref that keeps the commit.
 * @returns id of the tree
 */
export async function writeTree(git: Git, ref: string, files: readonly SeedFile[]): Promise<string> {
  const lines = files.flatMap(({ path, content }) => {
    const bytes = Buffer.from(content, "utf8");
    return [`M 100644 inline ${quoted(path)}\ndata ${bytes.length}\n`, bytes, "\n"];
  });
  const stream = ["commit ", ref, `\ncommitter ${NOBODY}\ndata 0\n`, ...lines, "\n"].map((part) =>
    Buffer.from(part),
  );
  await git.run(["fast-import", "--quiet", "--force"], { input: Buffer.concat(stream) });
  return git.text(["rev-parse", `${ref}^{tree}`]);
}

/**
 * Reads all files of a tree.
 *
 * @param tree - Id of a tree or commit.
 * @param below - Folder with a slash at its end, left out of the paths. @default the root
 * @returns nothing if one of them is not UTF-8 text, or a link or a submodule: templates hold none of these
 */
export async function readTree(git: Git, tree: string, below = ""): Promise<SeedFile[] | undefined> {
  const entries = await git.list(["ls-tree", "-r", "-z", tree, ...(below === "" ? [] : ["--", below])]);
  const files = entries.map((entry) => {
    const [, mode = "", oid = "", path = ""] = /^(\d+) \w+ (\w+)\t([^]*)$/.exec(entry) ?? [];
    return { mode, oid, path: path.slice(below.length) };
  });
  if (files.some(({ mode }) => !mode.startsWith("100"))) {
    return undefined;
  }
  const contents = await readBlobs(
    git,
    files.map(({ oid }) => oid),
  );
  const texts = contents.map(textOf);
  const read = files.flatMap(({ path }, index) => {
    const content = texts[index];
    return content === undefined ? [] : [{ path, content }];
  });
  return read.length === files.length ? read : undefined;
}

async function readBlobs(git: Git, oids: readonly string[]): Promise<Buffer[]> {
  const { stdout } = await git.run(["cat-file", "--batch"], {
    input: oids.map((oid) => `${oid}\n`).join(""),
  });
  let at = 0;
  return oids.map(() => {
    const end = stdout.indexOf("\n", at);
    const size = Number(stdout.subarray(at, end).toString("latin1").split(" ")[2]);
    at = end + 1 + size + 1;
    return stdout.subarray(end + 1, end + 1 + size);
  });
}

function textOf(bytes: Buffer): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** As git quotes paths: fast-import would take a line break for the end of the command. */
function quoted(path: string): string {
  return `"${path.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n")}"`;
}
