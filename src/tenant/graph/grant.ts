import { asObject, asText, isAbsent, isEmpty, type JsonObject } from "../../law/json/json-object";
import { unknownKeys, unknownWord, wrongShape } from "../../law/json/not-understood";
import { readTexts } from "../../law/json/text-list";
import { BUILT_IN_STRENGTHS } from "../../law/model/ids";
import type { Control, Grant, Operator, Strength } from "../../law/model/policy";
import type { NotUnderstood } from "../../law/model/truth";
import { isGone } from "./collection";
import { GRANT_KEYS } from "./policy-shape";
import type { ReadingContext } from "./reading-context";

const FIELD = "grantControls";

/** `grantControls`. The operator joins all items, whichever of the lists they are in. Never fails. */
export function readGrant(value: unknown, context: ReadingContext): Grant {
  if (isAbsent(value)) return { kind: "sessionOnly" };
  const grant = asObject(value);
  if (grant === undefined) return notUnderstoodGrant(wrongShape(FIELD, value, "an object"));
  if (isEmpty(grant)) return { kind: "sessionOnly" };
  const unknown = unknownKeys(grant, GRANT_KEYS, FIELD);
  if (unknown.length > 0) return notUnderstoodGrant(...unknown);
  const strength = grant["authenticationStrength"];
  const controls = [
    ...controlsIn(grant, "builtInControls", builtIn),
    ...controlsIn(grant, "termsOfUse", () => ({ kind: "notMfa", name: "termsOfUse" })),
    ...controlsIn(grant, "customAuthenticationFactors", (_, name) => ({ kind: "notMfa", name })),
    ...(isAbsent(strength) ? [] : [readStrength(strength, context)]),
  ];
  return { kind: "controls", operator: readOperator(grant["operator"], controls.length), controls };
}

/**
 * A grant that may ask for anything, MFA included. Also for a grant with a key that isn't known, since that may change
 * what the known ones mean.
 */
export const notUnderstoodGrant = (...notes: readonly NotUnderstood[]): Grant => ({
  kind: "controls",
  operator: { kind: "all" },
  controls: notes.map(notUnderstood),
});

const notUnderstood = (note: NotUnderstood): Control => ({ kind: "notUnderstood", ...note });

/** Where it is left out, a single control is the same under both operators. */
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
const COMBINATIONS = `${STRENGTH}.allowedCombinations`;

const BUILT_IN: ReadonlySet<string> = new Set(Object.values(BUILT_IN_STRENGTHS));

/**
 * `grantControls.authenticationStrength`: one of Microsoft's own by its id, else what the combinations say that stand
 * in the policy, else those that the tenant lists under the id; not known where nothing lists them.
 */
export function readStrength(value: unknown, { strengths }: ReadingContext): Control {
  const strength = asObject(value);
  if (strength === undefined) return notUnderstood(wrongShape(STRENGTH, value, "an object"));
  if (!isAbsent(strength["id"]) && typeof strength["id"] !== "string")
    return notUnderstood(wrongShape(`${STRENGTH}.id`, strength["id"], "text"));
  const id = asText(strength["id"])?.toLowerCase() ?? "";
  if (BUILT_IN.has(id)) {
    const odd = oddBuiltIn(strength);
    return odd === undefined ? { kind: "strength", strength: { kind: "builtIn" } } : notUnderstood(odd);
  }
  const listed = strengths?.get(id);
  const explained = isAbsent(strength["allowedCombinations"]) ? listed : strength;
  if (explained !== listed && listed !== undefined && differ(strength, listed)) {
    const why = "the policy and the list of strengths give it other combinations";
    return notUnderstood({ field: STRENGTH, why });
  }
  return explained === undefined || isGone(explained) ? notKnown(id) : readListed(explained, id);
}

/** One of the two is of another day, and nobody knows which. */
function differ(one: JsonObject, other: JsonObject): boolean {
  const combinations = (strength: JsonObject): string =>
    readTexts(strength["allowedCombinations"], COMBINATIONS)
      .texts.map((text) => text.toLowerCase())
      .sort()
      .join();
  return !isAbsent(other["allowedCombinations"]) && combinations(one) !== combinations(other);
}

/** Microsoft's own go by their ids, whatever they list; but a list that isn't one tells of a file that is no Graph object. */
function oddBuiltIn({ allowedCombinations, requirementsSatisfied }: JsonObject): NotUnderstood | undefined {
  const [odd] = readTexts(allowedCombinations, COMBINATIONS).notUnderstood;
  if (odd !== undefined || isAbsent(requirementsSatisfied) || typeof requirementsSatisfied === "string") return odd;
  return wrongShape(`${STRENGTH}.requirementsSatisfied`, requirementsSatisfied, "text");
}

const notKnown = (id: string): Control => ({ kind: "strength", strength: { kind: "notKnown", id } });

function readListed({ allowedCombinations, requirementsSatisfied }: JsonObject, id: string): Control {
  if (isAbsent(allowedCombinations)) return notKnown(id);
  const { texts, notUnderstood: notes } = readTexts(allowedCombinations, COMBINATIONS);
  const [first] = notes;
  if (first !== undefined) return notUnderstood(first);
  return {
    kind: "strength",
    strength: {
      kind: "listed",
      requirement: readRequirement(requirementsSatisfied),
      combinations: texts.map((combination) => combination.split(",").map(methodOf)),
      field: STRENGTH,
    },
  };
}

/** Graph's `authenticationMethodModes`. */
const METHODS: ReadonlyMap<string, string> = new Map(
  [
    ...["password", "voice", "hardwareOath", "softwareOath", "sms", "fido2", "windowsHelloForBusiness"],
    ...["microsoftAuthenticatorPush", "deviceBasedPush", "temporaryAccessPassOneTime"],
    ...["temporaryAccessPassMultiUse", "email", "x509CertificateSingleFactor"],
    ...["x509CertificateMultiFactor", "federatedSingleFactor", "federatedMultiFactor", "qrCodePin"],
  ].map((method) => [method.toLowerCase(), method]),
);

function methodOf(text: string): string {
  const method = text.trim();
  return METHODS.get(method.toLowerCase()) ?? method;
}

function readRequirement(value: unknown): Extract<Strength, { kind: "listed" }>["requirement"] {
  if (isAbsent(value)) return "notKnown";
  return value === "mfa" || value === "none" ? value : "notUnderstood";
}
