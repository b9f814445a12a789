import assert from "node:assert/strict";
import { motoMissing, useMoto } from "../../support/moto";
import { describeUnless } from "../../support/unless";
import { failed } from "../events";
import { arrivalEvent, DataBucket, GOOD, HEADER, PAYMENTS } from "./support";

const RAW = "raw/payments/arrived=2026-01-15";

describeUnless(
  motoMissing(),
  "messages and large files of function validate-arrivals, before an S3 emulator",
  () => {
    const moto = useMoto();
    let data: DataBucket;

    beforeEach(async () => {
      data = new DataBucket(moto.url);
      await data.create();
      await data.put("schemas/payments.json", JSON.stringify(PAYMENTS));
    });
    afterEach(() => {
      data.s3.destroy();
    });

    it("reports a message about another bucket, or about nothing, and handles the others", async () => {
      const event = await data.put("landing/payments/jan.csv", GOOD);
      const { result, lines } = await data.handle(
        "not json",
        arrivalEvent("landing/a/b.csv", "v", 1, "other"),
        event,
      );
      assert.deepEqual(result, failed("message-1", "message-2"));
      assert.deepEqual(
        lines.map(({ reason, message }) => reason ?? message),
        ["FinalError", "FinalError", "arrival accepted"],
      );
      assert.deepEqual(await data.versions(), [`${RAW}/jan.csv`]);
    });

    it("reads a large file in pieces", async () => {
      const rows = Array.from(
        { length: 20_000 },
        (_, row) => `p${row},${row}.5,card,2026-01-15T09:30:00+01:00`,
      );
      const { lines } = await data.handle(
        await data.put("landing/payments/big.csv", [HEADER, ...rows].join("\r\n")),
      );
      assert.equal(lines[0]?.message, "arrival accepted");
    });
  },
);
