import type { SeedFile } from "./seed";

/** Folder of repositories/ that Model Build and Model Deploy share. In each of them it is a folder of the same name. */
export const SHARED_FOLDER = "shared";

/**
 * Lays the shared folder into a template. Here it lies beside the template's folder, in a repository it lies inside: paths
 * to it, such as `../../shared/failure` of `tools/up.ts`, lose one step up.
 *
 * @param shared - Files of the shared folder. Earlier versions have none: their templates stay as they are.
 */
export function withShared(files: readonly SeedFile[], shared: readonly SeedFile[]): SeedFile[] {
  if (shared.length === 0) {
    return [...files];
  }
  return [
    ...files.map(pointInside),
    ...shared.map(({ path, content }) => ({ path: `${SHARED_FOLDER}/${path}`, content })),
  ];
}

function pointInside({ path, content }: SeedFile): SeedFile {
  const depth = path.split("/").length - 1;
  const beside = new RegExp(`(?<![\\w./-])${"\\.\\./".repeat(depth + 1)}${SHARED_FOLDER}/`, "g");
  const inside = `${depth === 0 ? "./" : "../".repeat(depth)}${SHARED_FOLDER}/`;
  return { path, content: content.replaceAll(beside, inside) };
}
