import fc from "fast-check";

/** How many times as many generated cases as usual are tried: 1 in `npm test`, more in `npm run test:long`. */
const TIMES = Number(process.env["GENERATED_TIMES"] ?? 1);

/** As many cases of a property as that in `npm test`; fast-check's settings. */
export const runs = (usual: number): { readonly numRuns: number } => ({ numRuns: Math.ceil(usual * TIMES) });

/** Checks that it holds of as many generated cases as that in `npm test`. */
export const always = <Ts extends [unknown, ...unknown[]]>(
  usual: number,
  generated: { [K in keyof Ts]: fc.Arbitrary<Ts[K]> },
  holds: (...values: Ts) => unknown,
): void =>
  fc.assert(
    fc.property(fc.tuple<Ts>(...generated), (values) => holds(...values) !== false),
    runs(usual),
  );

/** Whether this is a long run, which tries all that there is in place of a few. */
export const isLong = TIMES > 1;
