import * as fc from "fast-check";

import { MEANT, ODD, type Type, WIDE } from "./columns";

type Columns = Readonly<Record<string, { readonly type: Type }>>;

/** The data sets whose files are generated. A single column is a case of its own: its empty cells are empty lines. */
export const SCHEMAS: Readonly<Record<string, Columns>> = { wide: WIDE, one: { txt: WIDE.txt } };

const rarely = fc.integer({ min: 0, max: 19 }).map((die) => die === 0);

/** Cells of a file; a file is either as its columns, or has odd cells here and there. */
function rows(columns: Columns): fc.Arbitrary<string[][]> {
  const meant = Object.values(columns).map(({ type }) =>
    fc.oneof({ weight: 4, arbitrary: MEANT[type] }, fc.constant("")),
  );
  const odd = meant.map((cell) => fc.oneof({ weight: 12, arbitrary: cell }, ODD));
  const table = (cells: fc.Arbitrary<string>[]): fc.Arbitrary<string[][]> =>
    fc.array(fc.tuple(...cells), { maxLength: 5 });
  return fc.oneof(table(meant), table(odd), table(odd));
}

/** A CSV file, as bytes. */
export function csvFile(columns: Columns): fc.Arbitrary<Buffer> {
  const names = Object.keys(columns);
  const header = fc.oneof(
    { weight: 30, arbitrary: fc.constant(names) },
    fc.constantFrom(
      [...names, names[0] ?? ""],
      [...names].reverse(),
      names.map((name) => name.toUpperCase()),
      [names.join()],
    ),
  );
  return fc
    .record({
      header,
      rows: rows(columns),
      ends: fc.oneof(
        { weight: 10, arbitrary: fc.constantFrom(["\n"], ["\r\n"]) },
        fc.constantFrom(
          ["\n", "\r\n"],
          ["\r\n", "\n"],
          ["\r"],
          ["\n", "\n", "\r"],
          ["\n", "\n\n"],
          ["\r\n", "\r\n\r\n"],
        ),
      ),
      mark: fc.constantFrom("", "", "", "\ufeff"),
      last: fc.boolean(),
      quoteAll: fc.boolean(),
      neverQuote: rarely,
      spoilt: rarely,
    })
    .map(({ header: top, rows: all, ends, mark, last, quoteAll, neverQuote, spoilt }) => {
      const cell = (text: string): string =>
        !neverQuote && (quoteAll || /[",\r\n]/.test(text)) ? `"${text.replaceAll('"', '""')}"` : text;
      const lines = [top, ...all].map((line) => line.map(cell).join());
      const text = lines
        .map((line, index) => line + (ends[Math.min(index, ends.length - 1)] ?? "\n"))
        .join("");
      const whole = Buffer.from(mark + (last ? text : text.replace(/[\r\n]+$/, "")));
      return spoilt ? Buffer.concat([whole, Buffer.from([0xc3, 0x28, 0x0a])]) : whole;
    });
}

/** A file of JSON lines, as bytes. */
export function jsonFile(columns: Columns): fc.Arbitrary<Buffer> {
  return fc
    .record({
      rows: rows(columns),
      ends: fc.constantFrom("\n", "\n", "\r\n", "\n\n", "\n \r\n", "\r", "\n\u2028\n"),
      mark: fc.constantFrom("", "", "", "\ufeff"),
      odd: fc.array(
        fc.constantFrom(
          "twice",
          "more",
          "nested",
          "text",
          "half",
          "absent",
          "space",
          ...Array<string>(40).fill(""),
        ),
        {
          minLength: 5,
          maxLength: 5,
        },
      ),
    })
    .map(({ rows: all, ends, mark, odd }) =>
      Buffer.from(mark + all.map((line, index) => jsonLine(columns, line, odd[index] ?? "") + ends).join("")),
    );
}

function jsonLine(columns: Columns, cells: readonly string[], odd: string): string {
  const fields = Object.entries(columns).map(([name, { type }], index) => {
    const text = cells[index] ?? "";
    const bare = type !== "string" && type !== "timestamp" && odd !== "text";
    return `${JSON.stringify(name)}:${text === "" ? "null" : bare ? text : JSON.stringify(text)}`;
  });
  const [first = ""] = fields;
  switch (odd) {
    case "twice":
      return `{${[...fields, first].join()}}`;
    case "more":
      return `{${[...fields, '"more":1'].join()}}`;
    case "nested":
      return `{${first.replace(/:.*$/s, ':{"a":[1,{"b":2}]}')}}`;
    case "half":
      return `{"txt":"\\ud83d"}`;
    case "absent":
      return "{}";
    case "space":
      return ` {\t${fields.join("\r, ")} } `;
    default:
      return `{${fields.join()}}`;
  }
}
