import { CONDITIONS, LISTED_DIMENSIONS, valuesOf, varies } from "../../law/conditions";
import type { Circumstances, Conditions, ListCondition, ListedDimension } from "../../law/model/dimensions";
import type { Policy } from "../../law/model/policy";
import { onlyOn, type SignInKind } from "./kind";

/** Dimensions that are always shown; others where a policy tells their values apart. */
const ALWAYS: readonly ListedDimension[] = ["clientApp", "authenticationFlow"];

/** Of each listed dimension that is worth it a kind for each value. */
export const listedKinds = (policies: readonly Policy[]): readonly SignInKind[] =>
  LISTED_DIMENSIONS.filter(varies).flatMap((dimension) => {
    const isToldApart = policies.some(
      ({ conditions }) => conditions[dimension].kind !== CONDITIONS[dimension].notConfigured.kind,
    );
    return isToldApart || ALWAYS.includes(dimension) ? kindsOf(dimension) : [];
  });

const kindsOf = <D extends ListedDimension>(dimension: D): readonly SignInKind[] =>
  together(dimension).map((values) => {
    const others = valuesOf(dimension).filter((value) => !values.includes(value));
    return { what: { dimension, values }, others: onlyOn(dimension, LISTING[dimension](others)) };
  });

/** Exchange ActiveSync is one kind: a condition that names all of it names it on a supported platform too. */
const together = <D extends ListedDimension>(dimension: D): readonly (readonly Circumstances[D][])[] => {
  const values = valuesOf(dimension);
  const isActiveSync = (value: Circumstances[D]): boolean => value === "exchangeActiveSync" || value === "easSupported";
  const activeSync = values.filter(isActiveSync);
  return values.flatMap((value) => {
    if (!isActiveSync(value)) return [[value]];
    return value === activeSync[0] ? [activeSync] : [];
  });
};

const list = <T>(values: readonly T[]): ListCondition<T> => ({
  kind: "only",
  values: new Set(values),
  notUnderstood: [],
});

/** The condition that lists these values and no others. */
const LISTING: { readonly [D in ListedDimension]: (values: readonly Circumstances[D][]) => Conditions[D] } = {
  clientApp: list,
  platform: (values) => ({
    kind: "listed",
    include: { all: false, named: new Set(values), notUnderstood: [] },
    exclude: { all: false, named: new Set(), notUnderstood: [] },
  }),
  signInRisk: list,
  userRisk: list,
  insiderRisk: list,
  authenticationFlow: list,
  agentRisk: () => ({ kind: "any" }),
};
