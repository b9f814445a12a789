import type { types } from "@pulumi/aws";

import type { Deployment } from "./deployment";

type DataCapture = types.input.sagemaker.EndpointConfigurationDataCaptureConfig;

/**
 * Keeps requests and answers for monitoring, under `<endpoint>/<variant>/yyyy/mm/dd/hh/` of the capture bucket. Without
 * the content types they would be stored as Base64, which monitors cannot read.
 */
export function dataCapture({ contract, settings, version }: Deployment): DataCapture | undefined {
  if (settings.capture.percent === 0) {
    return undefined;
  }
  return {
    enableCapture: true,
    initialSamplingPercentage: settings.capture.percent,
    destinationS3Uri: `s3://${contract.captureBucketName}`,
    kmsKeyId: contract.kmsKeyArn,
    captureOptions: [{ captureMode: "Input" }, { captureMode: "Output" }],
    captureContentTypeHeader: { csvContentTypes: [version.contentType] },
  };
}
