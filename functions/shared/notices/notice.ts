/** One message to people, before it takes the form of e-mail or chat. */
export interface Notice {
  /** Says all that matters: it is the subject of the e-mail and the title in chat. */
  readonly title: string;
  readonly text: readonly string[];
  /** Lines of a table, in a font of fixed width. */
  readonly table: readonly string[];
  readonly facts: readonly (readonly [name: string, value: string])[];
  /** Commands to copy, by what they do. */
  readonly commands: readonly (readonly [what: string, command: string])[];
  readonly links: readonly (readonly [text: string, url: string])[];
}

/** SNS takes subjects of fewer than 100 characters in ASCII, without line breaks. */
const MAX_SUBJECT = 99;
/** Reasons of failures quote logs; nobody reads more than the beginning in a message. */
const MAX_VALUE = 1000;

export function subjectOf({ title }: Notice): string {
  const ascii = title.replace(/[^\x20-\x7e]+/g, "?");
  return ascii.length > MAX_SUBJECT ? `${ascii.slice(0, MAX_SUBJECT - 3)}...` : ascii;
}

/** Plain text, for e-mail. */
export function emailText({ title, text, table, facts, commands, links }: Notice): string {
  const width = Math.max(0, ...facts.map(([name]) => name.length));
  const blocks = [
    [plain(title)],
    text.map(plain),
    table.map(plain),
    facts.map(([name, value]) => `${name.padEnd(width)}  ${plain(value)}`),
    ...commands.map(([what, command]) => [`${what}:`, `  ${plain(command)}`]),
    links.map(([what, url]) => `${what}: ${plain(url)}`),
  ];
  return `${blocks
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

/**
 * A custom notification of Amazon Q Developer in chat applications, as JSON. It drops any other text without a word.
 * Values are put as code, so that nothing in them becomes a mention or a link.
 */
export function chatMessage({ title, text, table, facts, commands, links }: Notice): string {
  const blocks = [
    text.map(escaped),
    table.length > 0 ? ["```", ...table.map(code), "```"] : [],
    facts.map(([name, value]) => `${name}: \`${code(value)}\``),
    ...commands.map(([what, command]) => [`${what}:`, "```", code(command), "```"]),
    links.map(([what, url]) => `${what}: ${plain(url)}`),
  ];
  return JSON.stringify({
    version: "1.0",
    source: "custom",
    content: {
      textType: "client-markdown",
      title: escaped(title),
      description: blocks
        .filter((lines) => lines.length > 0)
        .map((lines) => lines.join("\n"))
        .join("\n\n"),
    },
  });
}

/** Values come from registry, jobs and builds: control characters could forge lines of a message. */
function plain(value: string): string {
  // eslint-disable-next-line no-control-regex -- these are what is removed
  const line = value.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ");
  return line.length > MAX_VALUE ? `${line.slice(0, MAX_VALUE)}...` : line;
}

/** What Slack asks for in text. */
function escaped(value: string): string {
  return plain(value).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function code(value: string): string {
  return escaped(value).replaceAll("`", "'");
}
