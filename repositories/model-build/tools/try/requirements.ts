import { join } from "node:path";

const REPOSITORY = join(__dirname, "..", "..");

/** Files that name what a framework's steps need, in the versions of its image. */
export function requirementsOf(framework: string): string[] {
  const files = ["requirements-dev.txt", ...(framework === "pytorch" ? ["requirements-pytorch.txt"] : [])];
  return files.map((file) => join(REPOSITORY, file));
}
