import { asObject, asText, isAbsent, type JsonObject } from "../../law/json/json-object";
import { wrongShape } from "../../law/json/not-understood";
import { readTexts } from "../../law/json/text-list";
import { BUILT_IN_STRENGTHS } from "../../law/model/ids";
import type { Control, Strength } from "../../law/model/policy";
import type { NotUnderstood } from "../../law/model/truth";
import { isGone } from "./collection";
import type { ReadingContext } from "./reading-context";

const FIELD = "grantControls.authenticationStrength";

const BUILT_IN: ReadonlySet<string> = new Set(Object.values(BUILT_IN_STRENGTHS));

/** Graph's `authenticationMethodModes`. */
const METHODS: ReadonlyMap<string, string> = new Map(
  [
    ...["password", "voice", "hardwareOath", "softwareOath", "sms", "fido2", "windowsHelloForBusiness"],
    ...["microsoftAuthenticatorPush", "deviceBasedPush", "temporaryAccessPassOneTime"],
    ...["temporaryAccessPassMultiUse", "email", "x509CertificateSingleFactor"],
    ...["x509CertificateMultiFactor", "federatedSingleFactor", "federatedMultiFactor", "qrCodePin"],
  ].map((method) => [method.toLowerCase(), method]),
);

/**
 * `grantControls.authenticationStrength`: one of Microsoft's own by its id, else what the combinations say that stand
 * in the policy, else those that the tenant lists under the id; not known where nothing lists them.
 */
export function readStrength(value: unknown, { strengths }: ReadingContext): Control {
  const strength = asObject(value);
  if (strength === undefined) return { kind: "notUnderstood", ...wrongShape(FIELD, value, "an object") };
  if (!isAbsent(strength["id"]) && typeof strength["id"] !== "string")
    return { kind: "notUnderstood", ...wrongShape(`${FIELD}.id`, strength["id"], "text") };
  const id = asText(strength["id"])?.toLowerCase();
  const odd = oddBuiltIn(strength);
  if (id !== undefined && BUILT_IN.has(id) && odd !== undefined) return { kind: "notUnderstood", ...odd };
  if (id !== undefined && BUILT_IN.has(id)) return { kind: "strength", strength: { kind: "builtIn" } };
  const listed = strengths?.get(id ?? "");
  const explained = isAbsent(strength["allowedCombinations"]) ? listed : strength;
  if (explained !== listed && listed !== undefined && differ(strength, listed))
    return {
      kind: "notUnderstood",
      field: FIELD,
      why: "the policy and the list of strengths give it other combinations",
    };
  return explained === undefined || isGone(explained) ? notKnown(id) : readListed(explained, id);
}

/** One of the two is of another day, and nobody knows which. */
const differ = (one: JsonObject, other: JsonObject): boolean => {
  const combinations = (strength: JsonObject): string =>
    readTexts(strength["allowedCombinations"], FIELD)
      .texts.map((text) => text.toLowerCase())
      .sort()
      .join();
  return !isAbsent(other["allowedCombinations"]) && combinations(one) !== combinations(other);
};

/** Microsoft's own go by their ids, whatever they list; but a list that isn't one tells of a file that is no Graph object. */
function oddBuiltIn({ allowedCombinations, requirementsSatisfied }: JsonObject): NotUnderstood | undefined {
  const [odd] = readTexts(allowedCombinations, `${FIELD}.allowedCombinations`).notUnderstood;
  if (odd !== undefined || isAbsent(requirementsSatisfied) || typeof requirementsSatisfied === "string") return odd;
  return wrongShape(`${FIELD}.requirementsSatisfied`, requirementsSatisfied, "text");
}

const notKnown = (id = ""): Control => ({ kind: "strength", strength: { kind: "notKnown", id } });

function readListed(strength: JsonObject, id: string | undefined): Control {
  if (isAbsent(strength["allowedCombinations"])) return notKnown(id);
  const { texts, notUnderstood } = readTexts(strength["allowedCombinations"], `${FIELD}.allowedCombinations`);
  const [first] = notUnderstood;
  if (first !== undefined) return { kind: "notUnderstood", ...first };
  return {
    kind: "strength",
    strength: {
      kind: "listed",
      requirement: readRequirement(strength["requirementsSatisfied"]),
      combinations: texts.map((combination) => combination.split(",").map(methodOf)),
      field: FIELD,
    },
  };
}

function methodOf(text: string): string {
  const method = text.trim();
  return METHODS.get(method.toLowerCase()) ?? method;
}

function readRequirement(value: unknown): Extract<Strength, { kind: "listed" }>["requirement"] {
  if (isAbsent(value)) return "notKnown";
  return value === "mfa" || value === "none" ? value : "notUnderstood";
}
