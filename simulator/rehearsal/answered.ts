/** What a call over gRPC takes to hand on its answer. */
export type Callback<Response> = (error: Error | null, response?: Response) => void;

/** The answer of a call that takes a callback. */
export function answered<Response>(call: (callback: Callback<Response>) => void): Promise<Response> {
  return new Promise((resolve, reject) => {
    call((error, response) => {
      if (error === null) {
        resolve(response as Response);
      } else {
        reject(error);
      }
    });
  });
}
