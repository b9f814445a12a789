import { stripVTControlCharacters } from "node:util";

/** Takes one line of the build's log, without its end. */
export type Print = (line: string) => void;

/**
 * Text that others wrote as one line for the log. The agent takes commands from any place of a line that holds
 * `##vso[`, and formats lines that begin with `##[`: no two number signs stay together. Control characters become
 * spaces, since the agent ends lines at some of them, too.
 */
export function plain(text: string): string {
  return (
    stripVTControlCharacters(text)
      .replaceAll(/#(?=#)/g, "# ")
      // eslint-disable-next-line no-control-regex -- these are what has to go
      .replaceAll(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, " ")
      .trimEnd()
  );
}

/** As `plain`, for text of several lines; empty ones are left out. */
export function plainLines(text: string): string[] {
  return text
    .split(/\r\n|\n|\r/)
    .map(plain)
    .filter((line) => line !== "");
}

/** Shows an error or a warning on the run's page. */
export function logIssue(message: string, type: "error" | "warning" = "error"): string {
  return command("task.logissue", { type }, plainLines(message).join("\n"));
}

/**
 * Sets a variable for the tasks that follow in the job.
 *
 * @param isOutput - Whether other jobs can read it, too; then tasks of this job read it by the name of the task.
 */
export function setVariable(variable: string, value: string, isOutput = false): string {
  return command("task.setvariable", { variable, ...(isOutput ? { isOutput: "true" } : {}) }, value);
}

/** Shows a Markdown file on the run's page. */
export function uploadSummary(path: string): string {
  return command("task.uploadsummary", {}, path);
}

function command(name: string, properties: Readonly<Record<string, string>>, message: string): string {
  const written = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(value)}`);
  return `##vso[${[name, written.join(";")].filter((part) => part !== "").join(" ")}]${escapeMessage(message)}`;
}

/** The percent sign goes first: it begins the other escapes. */
function escapeMessage(text: string): string {
  return text.replaceAll("%", "%AZP25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeMessage(text).replaceAll(";", "%3B").replaceAll("]", "%5D");
}
