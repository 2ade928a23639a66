/** How many times as many generated cases as usual are tried: 1 in `npm test`, more in `npm run test:long`. */
const TIMES = Number(process.env["GENERATED_TIMES"] ?? 1);

/** As many cases of a property as that in `npm test`; fast-check's settings. */
export const runs = (usual: number): { readonly numRuns: number } => ({ numRuns: Math.ceil(usual * TIMES) });

/** Whether this is a long run, which tries all that there is in place of a few. */
export const isLong = TIMES > 1;
