import { AREA_NAMES } from "./areas";
import type { Result } from "./check";
import { mismatches } from "./check";
import { countsOf } from "./report";
import type { Row, Section } from "./table";

const INTRODUCTION = `# Who may do what

Written by \`npm run permissions -- --matrix FILE\` from \`permissions/cases\` and the policies of the rehearsed samples. Each line is computed by simulating IAM with every policy that AWS would ask: those of the role, its boundary,
the policy of the thing, those of the organization. "Decided by" names the statements, or says what is missing.

- \`<role>@<plane>\` is a role of the landing zone, \`risk\` another team in the same organization, \`stranger\` an account outside.
- \`unlimited@<plane>\` is a role whose own policies allow everything: what remains is what its boundary and the things allow.
- \`administrator@<plane>\` has no boundary either: only the organization is above it.
- \`connection:<name>\` is the token of a service connection of Azure DevOps, \`service:<name>\` a service of AWS.

How to add a line: permissions/README.md.
`;

/**
 * Every case with what decided it.
 *
 * @throws Error if a case came out otherwise than its table says: a page must not say what is not so.
 */
export function matrixPage(results: readonly Result[]): string {
  const wrong = mismatches(results);
  if (wrong.length > 0) {
    throw new Error(
      `${wrong.length} cases come out otherwise than their tables say: see npm run permissions`,
    );
  }
  const sections = [...new Set(results.map(({ case: { section } }) => section))];
  const reasons = reasonsByRow(results);
  const files = [...new Set(sections.map(({ file }) => file))];
  return [
    INTRODUCTION,
    "## Numbers of cases\n",
    summary(results),
    ...files.flatMap((file) => [
      `## ${title(file)}\n`,
      ...sections.filter((section) => section.file === file).map((section) => chapter(section, reasons)),
    ]),
  ].join("\n");
}

/** What the verdicts on the cases of each row name. */
type ReasonsByRow = ReadonlyMap<Row, readonly string[]>;

function reasonsByRow(results: readonly Result[]): ReasonsByRow {
  const reasons = new Map<Row, string[]>();
  for (const { case: each, verdict } of results) {
    const known = reasons.get(each.row);
    if (known === undefined) {
      reasons.set(each.row, [...verdict.because]);
    } else {
      known.push(...verdict.because);
    }
  }
  return reasons;
}

function summary(results: readonly Result[]): string {
  const rows = [...countsOf(results)].map(([who, counts]) =>
    line([
      `\`${who}\``,
      ...AREA_NAMES.map((area) => {
        const [may, mayNot] = counts.get(area) ?? [0, 0];
        return may + mayNot === 0 ? "" : `${may} may, ${mayNot} not`;
      }),
    ]),
  );
  return [line(["who", ...AREA_NAMES]), line(["---", ...AREA_NAMES.map(() => "---")]), ...rows, ""].join(
    "\n",
  );
}

function title(file: string): string {
  const words = file.replaceAll("-", " ");
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

function chapter(section: Section, reasons: ReasonsByRow): string {
  const except = section.except ? `, but not ${codes(section.except)}` : "";
  return [
    `### ${codes(section.who)}${except}\n`,
    ...(section.why === undefined ? [] : [`${section.why}\n`]),
    line(["may", "actions", "on", "with", "decided by", "why"]),
    line(["---", "---", "---", "---", "---", "---"]),
    ...section.may.map((row) => rowLine("yes", row, reasons)),
    ...section.mayNot.map((row) => rowLine("**no**", row, reasons)),
    "",
  ].join("\n");
}

function rowLine(answer: string, row: Row, reasons: ReasonsByRow): string {
  const given = Object.entries(row.with ?? {}).map(([key, value]) => `\`${key}\` = ${codes([value].flat())}`);
  return line([
    answer,
    codes(row.do),
    codes(row.on),
    [...given, ...(row.through === undefined ? [] : [`through ${codes(row.through)}`])].join("; "),
    shortReasons(reasons.get(row) ?? []),
    row.why ?? "",
  ]);
}

/** Statements by the resources that hold them; a statement that several accounts have is said once. */
function shortReasons(reasons: readonly string[]): string {
  const holders = new Map<string, Set<string>>();
  for (const reason of reasons) {
    const [, statement = reason, holder] = /^(\S+) in \S+\/\S+ (\S+)/.exec(reason) ?? [];
    const known = holders.get(statement) ?? new Set();
    holders.set(statement, holder === undefined ? known : known.add(holder));
  }
  return [...holders]
    .map(([statement, of]) => (of.size === 0 ? statement : `\`${statement}\` of ${codes([...of])}`))
    .join("; ");
}

function codes(texts: readonly string[]): string {
  return texts.map((text) => `\`${text}\``).join(", ");
}

function line(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;
}
