/** What tests look at in the report of a drift check. */
export type DriftReport = {
  readonly comparedWith: string;
  readonly policies: readonly { readonly notDrift: readonly string[] }[];
  readonly changes: readonly {
    readonly source: string;
    readonly kind: string;
    readonly list: string;
    readonly id: string;
    readonly fields: readonly {
      readonly field: string;
      readonly tenant: unknown;
      readonly expected: unknown;
      readonly repair: string;
    }[];
    readonly request: { readonly method: string; readonly path: string; readonly body: object } | null;
    readonly at: object | null;
  }[];
  readonly meaning: {
    readonly verdict: string;
    readonly asCoded: string;
    readonly uncovered: { readonly users: readonly string[] };
  } | null;
  readonly problems: readonly { readonly message: string }[];
};

/** The fields that differ in the one change, each with what repairs it. */
export const repairsIn = ({ changes }: DriftReport): Readonly<Record<string, string>> =>
  Object.fromEntries((changes[0]?.fields ?? []).map(({ field, repair }) => [field, repair]));
