import assert from "node:assert/strict";
import { CONDITIONS } from "../../../src/law/conditions";
import { CLIENT_APPS, type Dimension } from "../../../src/law/model/dimensions";
import { LATER } from "../../tenant/graph/a-policy";

const only = (...values: readonly string[]) => ({ kind: "only", values: new Set(values), notUnderstood: [] });
const onlyUnclear = (field: string, why: string, ...values: readonly string[]) => ({
  kind: "only",
  values: new Set(values),
  notUnderstood: [{ field: `conditions.${field}`, why }],
});
const any = { kind: "any" };

type Table = Readonly<Record<string, readonly [value: unknown, is: unknown]>>;

const read = (dimension: Dimension, value: unknown): unknown => CONDITIONS[dimension].graph.read(value, []);

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
