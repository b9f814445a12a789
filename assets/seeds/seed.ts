/** A file of a repository's first content. */
export interface SeedFile {
  /** Path inside the repository, with forward slashes. */
  readonly path: string;
  readonly content: string;
}

/**
 * Two pairs of braces around one word, however it is spelt, so that a misspelt token is found. The `${{ ... }}` of Azure
 * Pipelines is left alone, and so are braces around anything but a word, such as an object type in a comment.
 */
const TOKEN = /(?<!\$)\{\{(\s*[\w.-]*\s*)\}\}/g;

/** What may replace a token outside Markdown: nothing that YAML, a shell or a program takes for anything but text. */
const PLAIN_VALUE = /^[\w./:@+=, -]+$/;

/**
 * Fills in the tokens `{{ name }}` of a repository's first content. Pure: reading the files is the stack's part.
 *
 * @throws Error if a token is unknown or misspelt, or if a value is empty or could change the meaning of the file.
 */
export function renderSeed(files: readonly SeedFile[], values: Readonly<Record<string, string>>): SeedFile[] {
  return files.map(({ path, content }) => ({
    path,
    content: content.replaceAll(TOKEN, (token, inner: string) => valueOf(path, token, inner, values)),
  }));
}

function valueOf(
  path: string,
  token: string,
  inner: string,
  values: Readonly<Record<string, string>>,
): string {
  const name = /^ ([a-z][A-Za-z0-9]*) $/.exec(inner)?.[1];
  if (name === undefined) {
    throw new Error(
      `seed file ${path} holds "${token}": write a token as {{ name }}, with one space each side`,
    );
  }
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  if (value === undefined) {
    const known = Object.keys(values).sort().join(", ");
    throw new Error(`seed file ${path} holds "${token}", which nothing fills: use one of ${known || "none"}`);
  }
  const markdown = path.endsWith(".md");
  if (value.trim() === "" || value.includes("{{") || (!markdown && !PLAIN_VALUE.test(value))) {
    throw new Error(
      `value "${value}" of ${token} does not fit into seed file ${path}: give text without ` +
        (markdown ? "tokens" : "quotes, line breaks and other characters that YAML or a shell interprets"),
    );
  }
  return value;
}

/**
 * Refuses files that cannot be the content of a repository.
 *
 * @param what - Whose content it is, for the message.
 * @throws Error if there are none, or if a path is there twice or leads out of the repository
 */
export function checkSeed(what: string, files: readonly SeedFile[]): void {
  if (files.length === 0) {
    throw new Error(`seed ${what} has no files: give at least a README.md`);
  }
  const paths = files.map(({ path }) => path);
  const twice = paths.find((path, index) => paths.indexOf(path) !== index);
  if (twice !== undefined) {
    throw new Error(`seed ${what} holds ${twice} twice: keep one of them`);
  }
  const wrong = paths.find((path) => path === "" || path.startsWith("/") || path.split("/").includes(".."));
  if (wrong !== undefined) {
    throw new Error(
      `seed ${what} holds the path "${wrong}": give one inside the repository, such as docs/a.md`,
    );
  }
}
