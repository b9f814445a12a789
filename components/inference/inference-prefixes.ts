/** The inference bucket of an account where models serve: what asynchronous and batch inference read and write. */

/** Purpose of the bucket; part of its name. */
export const INFERENCE = "inference";

/** Below each lie `<model>/input/` and `<model>/output/`; tests of deployments keep to `<model>/tests/<run>/`. */
export const INFERENCE_PREFIXES = { asynchronous: "async/", batch: "batch/" } as const;

/** Days that records and results are kept; old versions of them for another 30. */
export const INFERENCE_DAYS = 90;
export const INFERENCE_NONCURRENT_DAYS = 30;
