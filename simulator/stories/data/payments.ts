/** A data set that no sample has: what its schema says, a file that keeps it and one that does not. */

export const DATASET = "payments";
export const LABEL = "fraud";

export const SCHEMA = JSON.stringify({
  format: "csv",
  curate: "on-arrival",
  columns: {
    payment_id: { type: "string", required: true },
    amount: { type: "number", min: 0 },
    country: { type: "string" },
    paid_on: { type: "timestamp" },
    [LABEL]: { type: "string", allowed: ["no", "yes"] },
  },
});

const HEADER = `payment_id,amount,country,paid_on,${LABEL}`;
const COUNTRIES = ["CH", "DE", "FR", "IT"];

/** Enough rows that columns and classes can be told from them. */
export const GOOD_FILE = [
  HEADER,
  ...Array.from({ length: 400 }, (_, index) => {
    const amount = ((index * 37) % 1000) + 0.5;
    const day = String((index % 28) + 1).padStart(2, "0");
    return `p-${index},${amount},${COUNTRIES[index % 4] ?? ""},2026-01-${day},${amount > 700 ? "yes" : "no"}`;
  }),
  "",
].join("\n");

export const BAD_FILE = `${HEADER}\np-1,12.50,CH,2026-01-15,no\np-2,a lot,CH,2026-01-15,maybe\n`;
