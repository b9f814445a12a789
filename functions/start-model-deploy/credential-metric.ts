/** What components/events/credential-expiry.ts relies on: its schedule sends the check, its alarm reads the metric. */

/** Namespace of the function's metrics. */
export const METRIC_NAMESPACE = "mlops/start-model-deploy";

/** Days that are left of the stored credential. */
export const CREDENTIAL_METRIC = "CredentialExpiresInDays";

/** What the schedule sends, in place of messages. */
export const CREDENTIAL_CHECK = { check: "credential-expiry" } as const;
