import assert from "node:assert/strict";
import Ajv from "ajv";
import { REASONS } from "../../src/law/evaluate";

const text = { type: "string" };
const list = (items: object) => ({ type: "array", items });
const texts = list(text);
const flag = { type: "boolean" };
const count = { type: "integer", minimum: 0 };
const orNull = (value: object) => ({ anyOf: [{ type: "null" }, value] });
const oneOf = (...values: readonly (string | null)[]) => ({ enum: values });
const object = (properties: object, optional: readonly string[] = []) => ({
  type: "object",
  properties,
  required: Object.keys(properties).filter((key) => !optional.includes(key)),
  additionalProperties: false,
});
const wide = (value: object) => ({ anyOf: [{ const: "any" }, { type: "array", items: value, minItems: 1 }] });

const CLIENT_APP = oneOf("browser", "mobileAppsAndDesktopClients", "exchangeActiveSync", "easSupported", "other");
const PLATFORM = oneOf("windows", "macOS", "linux", "iOS", "android", "windowsPhone", "unknown");
const RISK = oneOf("none", "low", "medium", "high", "hidden");
const SIGN_IN = {
  ...{ clientApp: CLIENT_APP, platform: PLATFORM, location: text, signInRisk: RISK, userRisk: RISK },
  insiderRisk: oneOf(null, "minor", "moderate", "elevated"),
  authenticationFlow: oneOf(null, "deviceCodeFlow", "authenticationTransfer"),
  device: text,
};
const WIDTH = Object.fromEntries(Object.entries(SIGN_IN).map(([key, value]) => [key, wide(value)]));

const NAMED = { kind: oneOf("group", "role", "location", "strength", "content"), id: text };

const HOLE = object(
  {
    who: object({ kind: oneOf("user", "class", "external"), id: text, displayName: text, disabled: flag }),
    signIn: object(SIGN_IN),
    needs: texts,
    alsoTrueFor: object(WIDTH, Object.keys(WIDTH)),
    because: list(object({ policy: text, displayName: text, reason: oneOf(...REASONS, "unsupported") })),
    certain: flag,
    hangsOn: list(
      object({ ...NAMED, policies: { type: "integer", minimum: 1 }, holds: flag, policy: text }, ["holds", "policy"]),
    ),
  },
  ["certain"],
);

const UNKNOWNS = list(object({ policy: text, field: text, why: text }));
const REGISTER = {
  exempt: list(object({ id: text, kind: oneOf("break-glass", "service-account", "exception") })),
  register: object({ stale: texts, overdue: texts }),
};

const VERDICT = object({
  file: text,
  verdict: oneOf("proved", "bypass", "unknown"),
  uncovered: object({
    users: texts,
    classes: list(oneOf("member", "internalGuest", "b2bCollaborationGuest", "b2bCollaborationMember")),
    externals: list(oneOf("b2bDirectConnectUser", "otherExternalUser", "serviceProvider")),
  }),
  bypasses: { type: "array", items: HOLE, maxItems: 20 },
  unknowns: UNKNOWNS,
  ifUnknownGroupsEmpty: oneOf("proved", "bypass", "unknown"),
  settledBy: orNull(list(object({ kind: oneOf("group", "role", "location"), id: text }))),
  restsOn: list(object({ policy: text, displayName: text, people: orNull({ type: "integer" }) })),
  blocksEverybody: flag,
  agents: object({ count: count, blocked: flag }),
  assumed: texts,
  incomplete: flag,
  ...REGISTER,
  assumptions: texts,
  elapsedMs: count,
});

const COMPARISON = object({
  before: text,
  after: text,
  comparison: oneOf("equivalent", "different", "unknown"),
  opened: { type: "array", items: HOLE, maxItems: 20 },
  closed: { type: "array", items: HOLE, maxItems: 20 },
  unknowns: UNKNOWNS,
  ...REGISTER,
  elapsedMs: count,
});

const ajv = new Ajv({ strict: false });
const isVerdict = ajv.compile(VERDICT);
const isComparison = ajv.compile(COMPARISON);

type Texts<Key extends string> = Readonly<Record<Key, string>>;

interface PrintedHole {
  readonly who: Texts<"kind" | "id" | "displayName"> & Readonly<{ disabled: boolean }>;
  readonly signIn: { readonly [key: string]: string | null };
  readonly alsoTrueFor: { readonly [key: string]: "any" | readonly (string | null)[] };
  readonly because: readonly Texts<"policy" | "displayName" | "reason">[];
  /** Only of a way in that a change opens or closes, and that isn't certain. */
  readonly certain?: boolean;
  readonly hangsOn: readonly (Texts<"kind" | "id"> & { readonly policies: number; readonly holds?: boolean })[];
}

interface Printed {
  readonly unknowns: readonly Texts<"policy" | "field" | "why">[];
  readonly exempt: readonly Texts<"id" | "kind">[];
  readonly register: Readonly<Record<"stale" | "overdue", readonly string[]>>;
}

export interface PrintedVerdict extends Printed, Texts<"file" | "verdict" | "ifUnknownGroupsEmpty"> {
  readonly uncovered: Readonly<Record<"users" | "classes" | "externals", readonly string[]>>;
  readonly bypasses: readonly PrintedHole[];
  readonly settledBy: readonly Texts<"kind" | "id">[] | null;
  readonly agents: Readonly<{ count: number; blocked: boolean }>;
  readonly assumed: readonly string[];
  readonly incomplete: boolean;
  readonly assumptions: readonly string[];
}

export interface PrintedComparison extends Printed, Texts<"comparison"> {
  readonly opened: readonly PrintedHole[];
  readonly closed: readonly PrintedHole[];
}

/** Reads what `azmfa prove --format json` printed, insisting on the promised shape and key order. */
export function readVerdicts(out: string): readonly PrintedVerdict[] {
  return linesOf(out).map((line) => {
    const verdict: PrintedVerdict = JSON.parse(line);
    assert.ok(isVerdict(verdict), ajv.errorsText(isVerdict.errors));
    assert.deepEqual(Object.keys(verdict), Object.keys(VERDICT.properties));
    for (const hole of verdict.bypasses) assert.deepEqual(Object.keys(hole.signIn), Object.keys(SIGN_IN));
    return verdict;
  });
}

/** Reads what `azmfa diff --format json` printed, insisting on the promised shape and key order. */
export function readComparison(out: string): PrintedComparison {
  const [line = "", ...rest] = linesOf(out);
  assert.deepEqual(rest, []);
  const comparison: PrintedComparison = JSON.parse(line);
  assert.ok(isComparison(comparison), ajv.errorsText(isComparison.errors));
  assert.deepEqual(Object.keys(comparison), Object.keys(COMPARISON.properties));
  return comparison;
}

function linesOf(out: string): readonly string[] {
  assert.ok(out === "" || out.endsWith("\n"), "the last line is not ended");
  return out.split("\n").slice(0, -1);
}
