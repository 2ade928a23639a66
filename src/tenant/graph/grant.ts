import { asObject, isAbsent, isEmpty, type JsonObject } from "../../law/json/json-object";
import { unknownKeys, unknownWord, wrongShape } from "../../law/json/not-understood";
import { readTexts, type TextList } from "../../law/json/text-list";
import type { Control, Grant, Operator } from "../../law/model/policy";
import type { NotUnderstood } from "../../law/model/truth";
import type { ReadingContext } from "./reading-context";
import { readStrength } from "./strength";

const FIELD = "grantControls";
/** What `grantControls` is made of. */
export const GRANT_KEYS: readonly string[] = [
  ...["operator", "builtInControls", "termsOfUse", "customAuthenticationFactors", "authenticationStrength"],
];

const NOT_MFA: ReadonlySet<string> = new Set([
  ...["compliantDevice", "domainJoinedDevice", "approvedApplication", "compliantApplication"],
  ...["passwordChange", "riskRemediation"],
]);

/** `grantControls`. The operator joins all items, whichever of the lists they are in. Never fails. */
export function readGrant(value: unknown, context: ReadingContext): Grant {
  if (isAbsent(value)) return { kind: "sessionOnly" };
  const grant = asObject(value);
  if (grant === undefined) return notUnderstoodGrant(wrongShape(FIELD, value, "an object"));
  if (isEmpty(grant)) return { kind: "sessionOnly" };
  const unknown = unknownKeys(grant, GRANT_KEYS, FIELD);
  if (unknown.length > 0) return notUnderstoodGrant(...unknown);
  const controls = readControls(grant, context);
  return { kind: "controls", operator: readOperator(grant["operator"], controls.length), controls };
}

/**
 * A grant that may ask for anything, MFA included. Also for a grant with a key that isn't known, since that may change
 * what the known ones mean.
 */
export const notUnderstoodGrant = (...notes: readonly NotUnderstood[]): Grant => ({
  kind: "controls",
  operator: { kind: "all" },
  controls: notes.map(asControl),
});

/** Where it is left out, a single control is the same under both operators. */
function readOperator(value: unknown, controls: number): Operator {
  const field = `${FIELD}.operator`;
  if (isAbsent(value) && controls === 1) return { kind: "any" };
  if (typeof value !== "string") return { kind: "notUnderstood", ...wrongShape(field, value, "AND or OR") };
  const word = value.toUpperCase();
  if (word === "AND") return { kind: "all" };
  return word === "OR" ? { kind: "any" } : { kind: "notUnderstood", ...unknownWord(field, value, "operator") };
}

function readControls(grant: JsonObject, context: ReadingContext): readonly Control[] {
  const strength = grant["authenticationStrength"];
  return [
    ...listed(readTexts(grant["builtInControls"], `${FIELD}.builtInControls`), readBuiltIn),
    ...listed(readTexts(grant["termsOfUse"], `${FIELD}.termsOfUse`), () => notMfa("termsOfUse")),
    ...listed(readTexts(grant["customAuthenticationFactors"], `${FIELD}.customAuthenticationFactors`), () =>
      notMfa("customAuthenticationFactors"),
    ),
    ...(isAbsent(strength) ? [] : [readStrength(strength, context)]),
  ];
}

const notMfa = (name: string): Control => ({ kind: "notMfa", name });
const asControl = (note: NotUnderstood): Control => ({ kind: "notUnderstood", ...note });

const listed = (list: TextList, read: (text: string, field: string) => Control): readonly Control[] => [
  ...list.texts.map((text) => read(text, list.field)),
  ...list.notUnderstood.map(asControl),
];

function readBuiltIn(text: string, field: string): Control {
  if (text === "mfa" || text === "block") return { kind: text };
  return NOT_MFA.has(text) ? notMfa(text) : asControl(unknownWord(field, text, "control"));
}
