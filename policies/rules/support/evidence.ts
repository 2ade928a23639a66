import { CONDITIONS, dimensionOf, isConditionReason } from "../../../src/law/conditions/index";
import type { Reason, ReasonBeside } from "../../../src/law/evaluate";
import { at } from "../../../src/law/json/at-path";
import { asList, asObject } from "../../../src/law/json/json-object";
import type { Properties } from "../../stack/objects/resource";
import { shown } from "../../stack/objects/shown";

/** Where the package says what lets a sign-in through and is no condition. */
const PATHS: Readonly<Record<ReasonBeside, readonly string[]>> = {
  state: ["state"],
  grant: ["grantControls"],
  users: ["conditions.users"],
  applications: ["conditions.applications"],
  clientApplications: ["conditions.clientApplications", "conditions.servicePrincipalRiskLevels"],
  unsupported: [],
};

function pathsOf(reason: Reason): readonly string[] {
  if (!isConditionReason(reason)) return PATHS[reason];
  const { azuread } = CONDITIONS[dimensionOf(reason)];
  return azuread === undefined ? [] : [`conditions.${azuread.path}`];
}

/** What a policy says in one of its properties, as it may be shown. */
type Said = { readonly property: string; readonly value: string };

/** What a policy says about the dimension that lets a sign-in through, property by property. */
export const evidenceFor = (reason: Reason, properties: Properties): readonly Said[] =>
  pathsOf(reason).flatMap((path) => leavesOf(path, at(properties, path.split("."))));

function leavesOf(property: string, value: unknown): readonly Said[] {
  const object = asObject(value);
  if (object === undefined) return [{ property, value: value === undefined ? "not set" : shown(value) }];
  const leaves = Object.entries(object).filter(([key, inner]) => !key.startsWith("__") && !saysNothing(inner));
  return leaves.flatMap(([key, inner]) => leavesOf(`${property}.${wordOrNothing(key)}`, inner));
}

const saysNothing = (value: unknown): boolean =>
  value === null || value === undefined || value === "" || asList(value)?.length === 0;

/** Property names come from the program as well. */
const wordOrNothing = (key: string): string => (/^[A-Za-z][A-Za-z0-9]{0,40}$/.test(key) ? key : "(not shown)");
