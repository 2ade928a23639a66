import assert from "node:assert/strict";
import { CONDITIONS } from "../../../src/law/conditions";
import { parseDeviceRule } from "../../../src/law/device-filter/parse";
import { CLIENT_APPS, type Dimension, type LocationList } from "../../../src/law/model/dimensions";
import { locationId } from "../../../src/law/model/ids";
import type { NotUnderstood } from "../../../src/law/model/truth";
import { LATER } from "../../tenant/graph/a-policy";

const only = (...values: readonly string[]) => ({ kind: "only", values: new Set(values), notUnderstood: [] });
const onlyUnclear = (field: string, why: string, ...values: readonly string[]) => ({
  kind: "only",
  values: new Set(values),
  notUnderstood: [{ field: `conditions.${field}`, why }],
});
const any = { kind: "any" };

type Table = Readonly<Record<string, readonly [value: unknown, is: unknown]>>;

/** The condition, and what is told beside it. */
function read(dimension: Dimension, value: unknown): unknown {
  const told: NotUnderstood[] = [];
  const condition = CONDITIONS[dimension].graph.read(value, told);
  return told.length === 0 ? condition : [condition, ...told];
}

function reads(title: string, dimension: Dimension, table: Table): void {
  describe(title, () => {
    for (const [name, [value, is]] of Object.entries(table))
      it(name, () => assert.deepEqual(read(dimension, value), is));
  });
}

reads("client app types", "clientApp", {
  "missing ones cover nothing": [undefined, only()],
  "all among others is any": [["browser", "All"], any],
  "all and one that isn't known are all, and the other is told": [
    ["all", "desktop"],
    onlyUnclear("clientAppTypes", "`desktop` is not a known client app type", ...CLIENT_APPS),
  ],
  "listed in any letter case": [["Browser", "other", "easSupported"], only("browser", "other", "easSupported")],
  "one that isn't known": [
    ["browser", "desktop"],
    onlyUnclear("clientAppTypes", "`desktop` is not a known client app type", "browser"),
  ],
  "text for a list": ["all", onlyUnclear("clientAppTypes", "must be a list, not text")],
  "known later": [LATER, onlyUnclear("clientAppTypes", "known only after deployment")],
});

reads("risk levels", "userRisk", {
  "listed in any letter case": [["HIGH", "none", "hidden"], only("high", "none", "hidden")],
  "one that isn't known": [
    ["low", "extreme"],
    onlyUnclear("userRiskLevels", "`extreme` is not a known user risk level", "low"),
  ],
  "empty text is no list": ["", onlyUnclear("userRiskLevels", "must be a list, not empty text")],
  "known later": [[LATER], onlyUnclear("userRiskLevels", "known only after deployment")],
});

reads("insider risk levels", "insiderRisk", {
  flags: ["minor,Elevated", only("minor", "elevated")],
  "a list": [["moderate"], only("moderate")],
  "one that isn't known": ["none", onlyUnclear("insiderRiskLevels", "`none` is not a known insider risk level")],
  "a number": [7, onlyUnclear("insiderRiskLevels", "must be a list, not a number")],
  "known later": [LATER, onlyUnclear("insiderRiskLevels", "known only after deployment")],
});

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
    onlyUnclear("authenticationFlows.transferMethods", "`pigeon` is not a known transfer method", "deviceCodeFlow"),
  ],
  "a stray comma": [
    { transferMethods: "," },
    {
      kind: "only",
      values: new Set(),
      notUnderstood: Array(2).fill({
        field: "conditions.authenticationFlows.transferMethods",
        why: "`` is not a known transfer method",
      }),
    },
  ],
  "text for the object": ["none", onlyUnclear("authenticationFlows", "must be an object, not text")],
});

const noPlatform = { all: false, named: new Set(), notUnderstood: [] };
const platformTable: Table = {
  "two empty lists are any": [{ includePlatforms: [], excludePlatforms: [] }, any],
  "an empty object is any": [{}, any],
  "all but one": [
    { includePlatforms: ["all"], excludePlatforms: ["IOS"] },
    { kind: "listed", include: { ...noPlatform, all: true }, exclude: { ...noPlatform, named: new Set(["iOS"]) } },
  ],
  "excludes alone include nothing": [
    { excludePlatforms: ["all"] },
    { kind: "listed", include: noPlatform, exclude: { ...noPlatform, all: true } },
  ],
  ...Object.fromEntries(
    ["beos", "unknown"].map((name) => {
      const why = `\`${name}\` is not a known platform`;
      const include = { ...noPlatform, notUnderstood: [{ field: "conditions.platforms.includePlatforms", why }] };
      const is = { kind: "listed", include, exclude: noPlatform };
      return [`\`${name}\` isn't understood`, [{ includePlatforms: [name] }, is] as const];
    }),
  ),
  "text for a list": [
    { excludePlatforms: "linux" },
    {
      kind: "listed",
      include: noPlatform,
      exclude: {
        ...noPlatform,
        notUnderstood: [{ field: "conditions.platforms.excludePlatforms", why: "must be a list, not text" }],
      },
    },
  ],
  "text for the object": [
    "all",
    {
      kind: "listed",
      include: {
        ...noPlatform,
        notUnderstood: [{ field: "conditions.platforms", why: "must be an object, not text" }],
      },
      exclude: noPlatform,
    },
  ],
};

reads("platforms", "platform", platformTable);

const nowhere: LocationList = { all: false, allTrusted: false, ids: new Set() };
const everywhere: LocationList = { ...nowhere, all: true };
const at = (...ids: readonly string[]): LocationList => ({ ...nowhere, ids: new Set(ids.map(locationId)) });
const listed = (include: LocationList, exclude: LocationList) => ({ kind: "listed", include, exclude });
const told = (field: string, why: string) => ({ field: `conditions.${field}`, why });

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
  "an include that is no text might be anywhere, and is told": [
    { includeLocations: ["d1", 7], excludeLocations: ["d2"] },
    [listed(everywhere, at("d2")), told("locations.includeLocations", "must be text, not a number")],
  ],
  "an exclude known later is told": [
    { includeLocations: ["All"], excludeLocations: [LATER] },
    [listed(everywhere, nowhere), told("locations.excludeLocations", "known only after deployment")],
  ],
  "text for the object might be anywhere, and is told": [
    "All",
    [listed(everywhere, nowhere), told("locations", "must be an object, not text")],
  ],
});

const RULE = "device.isCompliant -eq True";
const parsed = parseDeviceRule(RULE);
const rule = parsed.ok && parsed.rule;
const filter = (mode: unknown, text: unknown) => ({ deviceFilter: { mode, rule: text } });
const unclear = (field: string, why: string) => ({ kind: "notUnderstood", ...told(`devices${field}`, why) });
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
