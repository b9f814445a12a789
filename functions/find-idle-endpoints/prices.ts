import { GetProductsCommand, type PricingClient } from "@aws-sdk/client-pricing";
import * as z from "zod";
import { asError } from "../shared/errors";
import { jsonOf } from "../shared/json";
import type { Log } from "../shared/log";

/** Price of an hour of an instance, in US dollars; undefined if it is not known. */
export type PriceOf = (instanceType: string) => Promise<number | undefined>;

const product = z.object({
  terms: z.object({
    OnDemand: z.record(
      z.string(),
      z.object({
        priceDimensions: z.record(
          z.string(),
          z.object({ unit: z.string(), pricePerUnit: z.object({ USD: z.string() }) }),
        ),
      }),
    ),
  }),
});

/**
 * Prices without discounts, from AWS's price list. What cannot be told for certain is unknown: a message without a price is
 * better than none.
 *
 * @param pricing - Undefined where AWS has no price list.
 */
export function createPrices(pricing: PricingClient | undefined, region: string, log: Log): PriceOf {
  const known = new Map<string, Promise<number | undefined>>();
  return (instanceType) => {
    const price = known.get(instanceType) ?? ask(pricing, region, instanceType, log);
    known.set(instanceType, price);
    return price;
  };
}

async function ask(
  pricing: PricingClient | undefined,
  region: string,
  instanceType: string,
  log: Log,
): Promise<number | undefined> {
  if (pricing === undefined) {
    return undefined;
  }
  try {
    const answer = await pricing.send(
      new GetProductsCommand({
        ServiceCode: "AmazonSageMaker",
        Filters: Object.entries({
          productFamily: "ML Instance",
          component: "Hosting",
          instanceName: instanceType,
          regionCode: region,
        }).map(([Field, Value]) => ({ Type: "TERM_MATCH", Field, Value })),
      }),
    );
    // Its items are objects that hold text, which the SDK calls anything.
    const products = (answer.PriceList ?? []) as readonly unknown[];
    const prices = new Set(products.flatMap((text) => hourlyPrices(String(text))));
    const [price] = prices;
    return prices.size === 1 ? price : undefined;
  } catch (error) {
    const { name, message } = asError(error);
    log("the price list does not answer", { instanceType, reason: name, detail: message });
    return undefined;
  }
}

function hourlyPrices(text: string): number[] {
  const { data } = product.safeParse(jsonOf(text));
  return Object.values(data?.terms.OnDemand ?? {})
    .flatMap(({ priceDimensions }) => Object.values(priceDimensions))
    .filter(({ unit, pricePerUnit }) => /^h(ou)?rs?$/i.test(unit) && Number(pricePerUnit.USD) > 0)
    .map(({ pricePerUnit }) => Number(pricePerUnit.USD));
}
