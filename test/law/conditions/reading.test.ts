import assert from "node:assert/strict";
import { CONDITIONS } from "../../../src/law/conditions";
import { parseDeviceRule } from "../../../src/law/device-filter/parse";
import { type Dimension, type LocationList, PLATFORMS } from "../../../src/law/model/dimensions";
import { locationId } from "../../../src/law/model/ids";
import { LATER } from "../../tenant/graph/a-policy";

const only = (...values: readonly unknown[]) => ({ kind: "only", values: new Set(values) });
const odd = (field: string, ...whys: readonly string[]) => ({
  kind: "notUnderstood",
  notes: whys.map((why) => ({ field: `conditions.${field}`, why })),
});
const any = { kind: "any" };

type Table = Readonly<Record<string, readonly [value: unknown, is: unknown]>>;

function reads(title: string, dimension: Dimension, table: Table): void {
  describe(title, () => {
    for (const [name, [value, is]] of Object.entries(table))
      it(name, () => assert.deepEqual(CONDITIONS[dimension].graph.read(value), is));
  });
}

reads("client app types", "clientApp", {
  "missing ones cover nothing": [undefined, only()],
  "all among others is any": [["browser", "All"], any],
  "listed in any letter case": [["Browser", "other", "easSupported"], only("browser", "easSupported", "other")],
  "one that isn't known": [["all", "desktop"], odd("clientAppTypes", "`desktop` is not a known client app type")],
  "text for a list": ["all", odd("clientAppTypes", "must be a list, not text")],
  "known later": [LATER, odd("clientAppTypes", "known only after deployment")],
});

reads("risk levels", "userRisk", {
  "listed in any letter case": [["HIGH", "none", "hidden"], only("high", "none", "hidden")],
  "one that isn't known": [["low", "extreme"], odd("userRiskLevels", "`extreme` is not a known user risk level")],
  "empty text is no list": ["", odd("userRiskLevels", "must be a list, not empty text")],
  "known later": [[LATER], odd("userRiskLevels", "known only after deployment")],
});

reads("insider risk levels", "insiderRisk", {
  flags: ["minor,Elevated", only("minor", "elevated")],
  "a list": [["moderate"], only("moderate")],
  "one that isn't known": ["none", odd("insiderRiskLevels", "`none` is not a known insider risk level")],
  "a number": [7, odd("insiderRiskLevels", "must be a list, not a number")],
  "known later": [LATER, odd("insiderRiskLevels", "known only after deployment")],
});

const METHODS = "authenticationFlows.transferMethods";
reads("authentication flows", "authenticationFlow", {
  "an empty object is any": [{}, any],
  "null methods are any": [{ transferMethods: null }, any],
  "none alone covers nothing": [{ transferMethods: "none" }, only()],
  "flags in any letter case": [
    { transferMethods: "devicecodeflow, authenticationTransfer" },
    only("deviceCodeFlow", "authenticationTransfer"),
  ],
  "one that isn't known": [
    { transferMethods: "deviceCodeFlow,pigeon" },
    odd(METHODS, "`pigeon` is not a known transfer method"),
  ],
  "a stray comma": [{ transferMethods: "," }, odd(METHODS, ...Array(2).fill("`` is not a known transfer method"))],
  "text for the object": ["none", odd("authenticationFlows", "must be an object, not text")],
});

reads("platforms", "platform", {
  "two empty lists are any": [{ includePlatforms: [], excludePlatforms: [] }, any],
  "an empty object is any": [{}, any],
  "all without an exclude are any": [{ includePlatforms: ["all"] }, any],
  "all but one": [
    { includePlatforms: ["all"], excludePlatforms: ["IOS"] },
    only(...PLATFORMS.filter((one) => one !== "iOS")),
  ],
  "excludes alone include nothing": [{ excludePlatforms: ["all"] }, only()],
  "an unknown one": [
    { includePlatforms: ["beos"] },
    odd("platforms.includePlatforms", "`beos` is not a known platform"),
  ],
  "the word unknown": [
    { includePlatforms: ["windows", "unknown"] },
    odd("platforms.includePlatforms", "`unknown` is not a known platform"),
  ],
  "text for a list": [{ excludePlatforms: "linux" }, odd("platforms.excludePlatforms", "must be a list, not text")],
  "text for the object": ["all", odd("platforms", "must be an object, not text")],
});

const nowhere: LocationList = { all: false, allTrusted: false, ids: new Set() };
const everywhere: LocationList = { ...nowhere, all: true };
const at = (...ids: readonly string[]): LocationList => ({ ...nowhere, ids: new Set(ids.map(locationId)) });
const listed = (include: LocationList, exclude: LocationList) => ({ kind: "listed", include, exclude });
reads("locations", "network", {
  "an empty object is anywhere": [{}, any],
  "two empty lists are anywhere": [{ includeLocations: [], excludeLocations: [] }, any],
  "all but the trusted ones": [
    { includeLocations: ["All"], excludeLocations: ["AllTrusted"] },
    listed(everywhere, { ...nowhere, allTrusted: true }),
  ],
  "ids in any letter case, tokens in only one": [
    { includeLocations: ["D1", "all"], excludeLocations: ["alltrusted"] },
    listed(at("d1", "all"), at("alltrusted")),
  ],
  "everywhere, with empty excludes, is anywhere": [{ includeLocations: ["All"], excludeLocations: [] }, any],
  "an include that is no text": [
    { includeLocations: ["d1", 7], excludeLocations: ["d2"] },
    odd("locations.includeLocations", "must be text, not a number"),
  ],
  "an exclude known later": [
    { includeLocations: ["All"], excludeLocations: [LATER] },
    odd("locations.excludeLocations", "known only after deployment"),
  ],
  "text for the object": ["All", odd("locations", "must be an object, not text")],
});

const RULE = "device.isCompliant -eq True";
const parsed = parseDeviceRule(RULE);
const rule = parsed.ok && parsed.rule;
const filter = (mode: unknown, text: unknown) => ({ deviceFilter: { mode, rule: text } });
const unclear = (field: string, why: string) => odd(`devices${field}`, why);
const MISSING = { mode: "missing; it must be include or exclude", rule: "missing; it must be a rule" };
const ODD_OPERATOR = "expected `-and`, `-or` or the end of the rule (at offset 28)";

reads("device filters", "device", {
  "null is any": [null, any],
  "a missing one is any": [undefined, any],
  "an empty object is any": [{}, any],
  "a null filter is any": [{ deviceFilter: null }, any],
  "include in any letter case": [filter("INCLUDE", RULE), { kind: "filter", mode: "include", rule }],
  "exclude in any letter case": [filter("EXCLUDE", RULE), { kind: "filter", mode: "exclude", rule }],
  "another mode": [filter("only", RULE), unclear(".deviceFilter.mode", "`only` is not a known mode")],
  "no mode": [{ deviceFilter: { rule: RULE } }, unclear(".deviceFilter.mode", MISSING.mode)],
  "no rule": [{ deviceFilter: { mode: "include" } }, unclear(".deviceFilter.rule", MISSING.rule)],
  "an empty rule": [filter("include", " "), unclear(".deviceFilter.rule", "the rule is empty")],
  "a rule known later": [filter("include", LATER), unclear(".deviceFilter.rule", "known only after deployment")],
  "a rule that can't be read, with where it stops making sense": [
    filter("exclude", `${RULE} -xor ${RULE}`),
    unclear(".deviceFilter.rule", ODD_OPERATOR),
  ],
  "text for the filter": [{ deviceFilter: "x" }, unclear(".deviceFilter", "must be an object, not text")],
  "a list for the object": [[], unclear("", "must be an object, not a list")],
});
