import { MULTIFACTOR_ALONE, SINGLE_FACTORS } from "../../law/grant";
import { isAbsent, isEmpty, type JsonObject } from "../../law/json/json-object";
import { unknownWord, wrongShape } from "../../law/json/not-understood";
import { readFlags, readTexts, recognise } from "../../law/json/text-list";
import { BUILT_IN_STRENGTHS } from "../../law/model/ids";
import type { Control, Grant, Operator } from "../../law/model/policy";
import type { NotUnderstood } from "../../law/model/truth";
import { Fields } from "./fields";
import { isDeleted, partsWithin } from "./list";
import type { ReadingContext } from "./people";
import { GRANT_KEYS, isSameValue, STRENGTH_KEYS } from "./policy-shape";

const FIELD = "grantControls";

/** Reads `grantControls`. The operator joins the items of all its lists. Never fails. @param strengths the tenant's list */
export function readGrant(value: unknown, strengths?: ReadingContext["strengths"]): Grant {
  if (isAbsent(value)) return { kind: "sessionOnly" };
  const { json: grant, notes } = new Fields(value, FIELD, GRANT_KEYS);
  if (notes.length > 0) return notUnderstoodGrant(...notes);
  if (isEmpty(grant)) return { kind: "sessionOnly" };
  const strength = grant["authenticationStrength"];
  const controls = [
    ...controlsIn(grant, "builtInControls", builtIn),
    ...controlsIn(grant, "termsOfUse", () => ({ kind: "notMfa", name: "termsOfUse" })),
    ...controlsIn(grant, "customAuthenticationFactors", (_, name) => ({ kind: "notMfa", name })),
    ...(isAbsent(strength) ? [] : [readStrength(strength, strengths)]),
  ];
  return { kind: "controls", operator: readOperator(grant["operator"], controls.length), controls };
}

/** A grant that may ask for anything, including MFA. A grant with an unknown key is one too: the key may change what the others mean. */
export const notUnderstoodGrant = (...notes: readonly NotUnderstood[]): Grant => ({
  kind: "controls",
  operator: { kind: "all" },
  controls: notes.map(notUnderstood),
});

const notUnderstood = (note: NotUnderstood): Control => ({ kind: "notUnderstood", ...note });

/** The operator. It may be missing if there is one control, which both operators treat alike. */
function readOperator(value: unknown, controls: number): Operator {
  const field = `${FIELD}.operator`;
  if (isAbsent(value) && controls === 1) return { kind: "any" };
  if (typeof value !== "string") return { kind: "notUnderstood", ...wrongShape(field, value, "AND or OR") };
  const word = value.toUpperCase();
  if (word === "AND") return { kind: "all" };
  return word === "OR" ? { kind: "any" } : { kind: "notUnderstood", ...unknownWord(field, value, "operator") };
}

function controlsIn(grant: JsonObject, key: string, read: (text: string, key: string) => Control): readonly Control[] {
  const list = readTexts(grant[key], `${FIELD}.${key}`);
  return [...list.texts.map((text) => read(text, key)), ...list.notUnderstood.map(notUnderstood)];
}

const NOT_MFA: ReadonlySet<string> = new Set([
  ...["compliantDevice", "domainJoinedDevice", "approvedApplication", "compliantApplication"],
  ...["passwordChange", "riskRemediation"],
]);

function builtIn(text: string, key: string): Control {
  if (text === "mfa" || text === "block") return { kind: text };
  return NOT_MFA.has(text)
    ? { kind: "notMfa", name: text }
    : notUnderstood(unknownWord(`${FIELD}.${key}`, text, "control"));
}

const STRENGTH = `${FIELD}.authenticationStrength`;
const COMBINATIONS = "allowedCombinations";

const BUILT_IN: ReadonlySet<string> = new Set(Object.values(BUILT_IN_STRENGTHS));

/**
 * Reads `grantControls.authenticationStrength`. A built-in strength counts by its id. Any other counts by its combinations: those in the
 * policy, or else those in the tenant's list of strengths. Without either it isn't known.
 */
export function readStrength(value: unknown, strengths: ReadingContext["strengths"]): Control {
  const strength = new Fields(value, STRENGTH);
  const id = strength.text("id")?.toLowerCase() ?? "";
  // Checked for a built-in strength too: if this isn't a list, Graph didn't write the file.
  strength.texts(COMBINATIONS);
  if (BUILT_IN.has(id)) strength.text("requirementsSatisfied");
  const [odd] = strength.notes;
  if (odd !== undefined) return notUnderstood(odd);
  if (BUILT_IN.has(id)) return { kind: "strength", strength: { kind: "builtIn" } };
  const listed = strengths?.get(id);
  const explained = strength.has(COMBINATIONS) || isDeleted(strength.json) ? strength.json : listed;
  const [one, other] = [explained?.[COMBINATIONS], listed?.[COMBINATIONS]];
  if (isAbsent(other) || isSameValue(`${STRENGTH}.${COMBINATIONS}`, one, other)) return readListed(explained, id);
  return notUnderstood({ field: STRENGTH, why: "the policy and the list of strengths give it different combinations" });
}

function readListed(explained: JsonObject | undefined, id: string): Control {
  if (explained === undefined || isDeleted(explained) || isAbsent(explained[COMBINATIONS]))
    return { kind: "strength", strength: { kind: "notKnown", id } };
  const fields = new Fields(explained, STRENGTH, STRENGTH_KEYS);
  for (const { field, why } of partsWithin(explained)) fields.note(field, why);
  const combinations = fields
    .texts(COMBINATIONS)
    .map((text) => recognise(readFlags(text, fields.at(COMBINATIONS)), "method", METHODS));
  const { requirementsSatisfied: said } = explained;
  const requirement = isAbsent(said) ? "notKnown" : (["mfa", "none"] as const).find((one) => one === said);
  const [odd] = fields.notes;
  if (odd !== undefined) return notUnderstood(odd);
  const areMethods = combinations.every(({ words, notUnderstood }) => words.size > 0 && notUnderstood.length === 0);
  return {
    kind: "strength",
    strength:
      requirement !== undefined && areMethods
        ? { kind: "listed", requirement, combinations: combinations.map(({ words }) => [...words]) }
        : { kind: "notUnderstood", field: STRENGTH, why: "it has a method or a requirement that isn't known" },
  };
}

/** Graph's `authenticationMethodModes`. */
const METHODS = [...MULTIFACTOR_ALONE, ...SINGLE_FACTORS];
