import * as fc from "fast-check";

/** The columns of generated files: one of each type. None is required, so that gaps are common. */
export const WIDE = {
  txt: { type: "string" },
  whole: { type: "integer" },
  num: { type: "number" },
  flag: { type: "boolean" },
  at: { type: "timestamp" },
} as const;

export type Type = (typeof WIDE)[keyof typeof WIDE]["type"];

const digits = (longest: number): fc.Arbitrary<string> =>
  fc
    .array(fc.constantFrom(..."0123456789".split("")), { minLength: 1, maxLength: longest })
    .map((all) => all.join(""));
const sign = fc.constantFrom("", "-");
const pad = (count: number, width: number): string => String(count).padStart(width, "0");

const day = fc
  .tuple(fc.integer({ min: 1, max: 9999 }), fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 31 }))
  .map(([year, month, date]) => `${pad(year, 4)}-${pad(month, 2)}-${pad(date, 2)}`);
const zone = fc.oneof(
  fc.constant("Z"),
  fc
    .tuple(fc.constantFrom("+", "-"), fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 59 }))
    .map(([way, hours, minutes]) => `${way}${pad(hours, 2)}:${pad(minutes, 2)}`),
);
const time = fc
  .tuple(
    fc.integer({ min: 0, max: 24 }),
    fc.integer({ min: 0, max: 60 }),
    fc.integer({ min: 0, max: 60 }),
    fc.oneof(
      fc.constant(""),
      digits(7).map((part) => `.${part}`),
    ),
    zone,
  )
  .map(
    ([hours, minutes, seconds, part, at]) =>
      `T${pad(hours, 2)}:${pad(minutes, 2)}:${pad(seconds, 2)}${part}${at}`,
  );

/** Text that somebody may have meant as a value of the type; most of it is one. */
export const MEANT: Readonly<Record<Type, fc.Arbitrary<string>>> = {
  string: fc.oneof(fc.string({ maxLength: 8 }), fc.string({ unit: "grapheme", maxLength: 5 })),
  integer: fc.tuple(sign, digits(19), fc.constantFrom("", "", ".0", ".00")).map((parts) => parts.join("")),
  number: fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
    fc
      .tuple(sign, digits(30), fc.constantFrom("", ".5", ".0", "e3", "E-7", "e+400"))
      .map((parts) => parts.join("")),
  ),
  boolean: fc.constantFrom("true", "false"),
  timestamp: fc.oneof(
    day,
    fc.tuple(day, time).map((parts) => parts.join("")),
  ),
};

/** What files in the wild hold, for any column. */
export const ODD = fc.constantFrom(
  ...[
    "",
    " ",
    "1",
    "01",
    "-0",
    "+1",
    " 1",
    "1 ",
    "12345678.0",
    "1.",
    ".5",
    "1E2",
    "1e400",
    "-1e400",
    "1e-400",
  ],
  ...[
    "NaN",
    "nan",
    "Infinity",
    "inf",
    "TRUE",
    "True",
    "true",
    "null",
    "NULL",
    "NA",
    "None",
    "1d",
    "1f",
    "0x1",
  ],
  ...[
    "0000-01-01",
    "0001-01-01",
    "1582-10-10",
    "1899-12-31",
    "9999-12-31",
    "2026-02-30",
    "2026-01-31T12:00:00",
  ],
  ...["2026-01-31t12:00:00z", "2026-01-31T24:00:00Z", "2026-01-31T23:59:60Z", "2026-01-31T12:00:00+18:00"],
  ...["2026-01-31T12:00:00+18:01", "0001-01-01T00:00:00+01:00", "9999-12-31T23:59:59-01:00", "1\n", "true\n"],
  ...[
    "a\nb",
    "a\r\nb",
    "a\rb",
    "a\r",
    "\r",
    "\n",
    "\r\n",
    '"',
    '""',
    'a"b',
    "a,b",
    ",",
    "\u2028",
    "\u0085",
    "\ufeff",
  ],
  ...[
    "\0",
    "#c",
    "\\",
    '\\"',
    "'",
    "\t",
    "１",
    "😀",
    "123456789012345678",
    "1234567890123456789",
    "9".repeat(400),
  ],
  ...["2026-01-31\n", "12\u2028", "\u00a01", "-", "--1", "1e", "e1", "_", "x".repeat(70_000)],
);
