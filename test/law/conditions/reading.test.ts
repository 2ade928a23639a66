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

interface Row {
  readonly name: string;
  readonly value: unknown;
  readonly is: unknown;
}

const read = (dimension: Dimension, value: unknown): unknown => CONDITIONS[dimension].graph.read(value);

function reads(title: string, dimension: Dimension, table: readonly Row[]): void {
  describe(title, () => {
    for (const { name, value, is } of table)
      it(name, () => assert.deepEqual(read(dimension, value), { condition: is, notUnderstood: [] }));
  });
}

reads("client app types", "clientApp", [
  { name: "none at all cover nothing", value: [], is: only() },
  { name: "missing ones cover nothing", value: undefined, is: only() },
  { name: "null covers nothing", value: null, is: only() },
  { name: "all is any", value: ["all"], is: any },
  { name: "all among others is any", value: ["browser", "All"], is: any },
  {
    name: "all and one that isn't known are all, and the other is told",
    value: ["all", "desktop"],
    is: onlyUnclear("clientAppTypes", "`desktop` is not a known client app type", ...CLIENT_APPS),
  },
  {
    name: "listed in any letter case",
    value: ["Browser", "other", "easSupported"],
    is: only("browser", "other", "easSupported"),
  },
  {
    name: "one that isn't known",
    value: ["browser", "desktop"],
    is: onlyUnclear("clientAppTypes", "`desktop` is not a known client app type", "browser"),
  },
  { name: "text for a list", value: "all", is: onlyUnclear("clientAppTypes", "text where a list is due") },
  { name: "known later", value: LATER, is: onlyUnclear("clientAppTypes", "known only after deployment") },
]);

reads("risk levels", "userRisk", [
  { name: "missing are any", value: undefined, is: any },
  { name: "null is any", value: null, is: any },
  { name: "an empty list is any", value: [], is: any },
  { name: "listed in any letter case", value: ["HIGH", "none", "hidden"], is: only("high", "none", "hidden") },
  {
    name: "one that isn't known",
    value: ["low", "extreme"],
    is: onlyUnclear("userRiskLevels", "`extreme` is not a known risk level", "low"),
  },
  { name: "empty text is no list", value: "", is: onlyUnclear("userRiskLevels", "empty text where a list is due") },
  { name: "known later", value: [LATER], is: onlyUnclear("userRiskLevels", "known only after deployment") },
]);

reads("insider risk levels", "insiderRisk", [
  { name: "null is any", value: null, is: any },
  { name: "empty text is any", value: "", is: any },
  { name: "an empty list is any", value: [], is: any },
  { name: "flags", value: "minor,Elevated", is: only("minor", "elevated") },
  { name: "a list", value: ["moderate"], is: only("moderate") },
  {
    name: "one that isn't known",
    value: "none",
    is: onlyUnclear("insiderRiskLevels", "`none` is not a known insider risk level"),
  },
  { name: "a number", value: 7, is: onlyUnclear("insiderRiskLevels", "a number where a list is due") },
  { name: "known later", value: LATER, is: onlyUnclear("insiderRiskLevels", "known only after deployment") },
]);

reads("authentication flows", "authenticationFlow", [
  { name: "null is any", value: null, is: any },
  { name: "an empty object is any", value: {}, is: any },
  { name: "null methods are any", value: { transferMethods: null }, is: any },
  { name: "no methods are any", value: { transferMethods: "" }, is: any },
  { name: "none alone covers nothing", value: { transferMethods: "none" }, is: only() },
  {
    name: "flags in any letter case",
    value: { transferMethods: "devicecodeflow, authenticationTransfer" },
    is: only("deviceCodeFlow", "authenticationTransfer"),
  },
  {
    name: "one that isn't known",
    value: { transferMethods: "deviceCodeFlow,pigeon" },
    is: onlyUnclear("authenticationFlows.transferMethods", "`pigeon` is not a known transfer method", "deviceCodeFlow"),
  },
  {
    name: "a stray comma",
    value: { transferMethods: "," },
    is: {
      kind: "only",
      values: new Set(),
      notUnderstood: Array(2).fill({
        field: "conditions.authenticationFlows.transferMethods",
        why: "`` is not a known transfer method",
      }),
    },
  },
  { name: "text for the object", value: "none", is: onlyUnclear("authenticationFlows", "text where an object is due") },
]);

const noPlatform = { all: false, named: new Set(), notUnderstood: [] };
const platformTable: readonly Row[] = [
  { name: "null is any", value: null, is: any },
  { name: "two empty lists are any", value: { includePlatforms: [], excludePlatforms: [] }, is: any },
  { name: "an empty object is any", value: {}, is: any },
  {
    name: "all but one",
    value: { includePlatforms: ["all"], excludePlatforms: ["IOS"] },
    is: { kind: "listed", include: { ...noPlatform, all: true }, exclude: { ...noPlatform, named: new Set(["iOS"]) } },
  },
  {
    name: "excludes alone include nothing",
    value: { excludePlatforms: ["all"] },
    is: { kind: "listed", include: noPlatform, exclude: { ...noPlatform, all: true } },
  },
  ...["beos", "unknown"].map((name) => ({
    name: `\`${name}\` isn't understood`,
    value: { includePlatforms: [name] },
    is: {
      kind: "listed",
      include: {
        ...noPlatform,
        notUnderstood: [{ field: "conditions.platforms.includePlatforms", why: `\`${name}\` is not a known platform` }],
      },
      exclude: noPlatform,
    },
  })),
  {
    name: "text for a list",
    value: { excludePlatforms: "linux" },
    is: {
      kind: "listed",
      include: noPlatform,
      exclude: {
        ...noPlatform,
        notUnderstood: [{ field: "conditions.platforms.excludePlatforms", why: "text where a list is due" }],
      },
    },
  },
  {
    name: "text for the object",
    value: "all",
    is: {
      kind: "listed",
      include: {
        ...noPlatform,
        notUnderstood: [{ field: "conditions.platforms", why: "text where an object is due" }],
      },
      exclude: noPlatform,
    },
  },
];

reads("platforms", "platform", platformTable);
