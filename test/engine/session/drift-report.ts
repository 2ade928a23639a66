/** What tests look at in the report of a drift check. */
export type DriftReport = {
  readonly comparedWith: string;
  readonly policies: readonly {
    readonly kind: string;
    readonly differences: readonly { readonly field: string; readonly repair: string }[];
    readonly notDrift: readonly { readonly field: string }[];
    readonly request: { readonly method: string; readonly path: string; readonly body: object } | null;
  }[];
  readonly exclusions: readonly {
    readonly kind: string;
    readonly id: string;
    readonly member: string | null;
    readonly at: object;
  }[];
  readonly namesakes: readonly { readonly id: string; readonly accepted: boolean }[];
  readonly meaning: {
    readonly verdict: string;
    readonly asCoded: string;
    readonly uncovered: { readonly users: readonly string[] };
  } | null;
  readonly problems: readonly { readonly message: string }[];
};

/** The fields that differ in the one policy, each with what becomes of it. */
export const repairsIn = ({ policies }: DriftReport): Readonly<Record<string, string>> =>
  Object.fromEntries((policies[0]?.differences ?? []).map(({ field, repair }) => [field, repair]));
