/** Text of others inside Markdown: it stays text, on one line, inside a cell of a table, too. */
export function escaped(text: string): string {
  return text
    .replaceAll(/\s+/g, " ")
    .trim()
    .replaceAll(/[\\`*_{}[\]<>()#|~$&]/g, (character) => `\\${character}`);
}

/** Text as code on one line, inside a cell of a table, too; empty text is a dash. */
export function code(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim().replaceAll("`", "'").replaceAll("|", "\\|");
  return line === "" ? "-" : `\`${line}\``;
}

/** A link; the address may hold anything. */
export function link(text: string, address: string): string {
  return `[${escaped(text)}](<${address.replaceAll(/[<>\s]/g, encodeURIComponent)}>)`;
}

/** How a column of a table stands. */
export type Alignment = "left" | "right";

/** A table; the cells are Markdown already. */
export function table(
  header: readonly string[],
  alignments: readonly Alignment[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]) => `| ${cells.join(" | ")} |`;
  const ruler = alignments.map((alignment) => (alignment === "right" ? "--:" : "---"));
  return [line(header), line(ruler), ...rows.map(line)].join("\n");
}
